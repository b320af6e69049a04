/**
 * The map: one live picture of who writes, what is kept, and who reads.
 *
 * @module
 */
import { count } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import type { MapGraph } from "./graph/map_graph.ts";
import { MapPicture } from "./map_picture.tsx";
import { MapWords } from "./map_words.tsx";
import { placeNarrow } from "./place/narrow_map.ts";
import { readMap } from "./graph/read_map.ts";
import { placeWide } from "./place/wide_map.ts";

/** Adds the map. */
export function addMap(site: Site, console: Console): void {
  addPage(site, "/map", mapPage(console));
}

function mapPage(console: Console): Page {
  return async ({ query }) => {
    const graph = await readMap(console, query.get("q") ?? "");
    const now = Date.now();
    const trouble = console.sampler.latest.kafka?.trouble ?? "Kafka was not asked yet";
    const live: Record<string, Html> = graph === undefined
      ? { map: <p class="fault">{trouble}</p>, "map-words": <p class="empty">Nothing is known.</p> }
      : {
        map: <Picture graph={graph} now={now} />,
        "map-words": <MapWords graph={graph} now={now} />,
      };
    return {
      title: "Map",
      section: "map",
      live,
      body: (
        <>
          <h1>Map</h1>
          <Filter query={query} what="topics" />
          <Live id="map">{live.map}</Live>
          <Legend />
          <details class="panel map-words">
            <summary>The map in words</summary>
            <Live id="map-words">{live["map-words"]}</Live>
          </details>
        </>
      ),
    };
  };
}

function Picture({ graph, now }: { graph: MapGraph; now: number }): Html {
  const { brokers, topics: { shown, matching } } = graph;
  return (
    <>
      <MapPicture kind="wide" map={placeWide(graph)} brokers={brokers} now={now} />
      <MapPicture kind="narrow" map={placeNarrow(graph)} brokers={brokers} now={now} />
      {shown < matching && (
        <p class="hint">
          {count(shown, "topic")} of{" "}
          {count(matching, "topic")}: those in trouble, and where most flows.
        </p>
      )}
      {matching === 0 && <p class="empty">No topic matches the filter.</p>}
    </>
  );
}

function Legend(): Html {
  return (
    <p class="hint">
      What moves on an arrow are records, faster where more flow; red ones are dead letters. A
      square is a partition, in the color and with the number of the broker that leads it. The hill
      in a reader's card is its lag of the last minutes. What clients read without a group is not
      known to Kafka, and not shown.
    </p>
  );
}
