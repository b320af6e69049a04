import type { OpenAPIHono } from "@hono/zod-openapi";
import { RecordItem } from "../../components/records/record_list.tsx";
import { InZone } from "../../web/clock/time.tsx";
import { zonesOf } from "../../web/clock/zone.ts";
import { pathPart } from "../../web/html.ts";
import { markUnseen } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { tailEvents } from "../../live/streams/record_events.ts";
import { browseQuery, columnsOf, viewOf } from "../../components/search/records_query.ts";

/** Bytes of HTML for the beginnings of a record's key and its value. */
const TAIL_ROOM = 600;

/**
 * Adds the stream of a topic's new records.
 *
 * @param signal ends all of them.
 */
export function addTailRoute(app: OpenAPIHono, { cluster }: Console, signal: AbortSignal): void {
  app.get("/topics/:topic/tail", async (c) => {
    const { searchParams } = new URL(c.req.url);
    const { partition, filter, where } = browseQuery(searchParams);
    const { shown } = zonesOf(c);
    const columns = columnsOf(searchParams);
    const { name } = await cluster.topic(pathPart(c.req.param("topic")));
    const events = tailEvents(cluster, {
      topic: name,
      query: { partition, filter, where },
      render: (record) =>
        markUnseen(`${(
          <InZone zone={shown}>
            <RecordItem
              record={record}
              room={TAIL_ROOM}
              view={viewOf(searchParams)}
              columns={columns}
            />
          </InZone>
        )}`),
      signal,
    });
    return c.body(events, 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
  });
}
