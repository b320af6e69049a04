/**
 * A topic's records: browsed, followed, and written.
 *
 * @module
 */
import { TopicFrame, topicPath } from "../../components/topic_frame.tsx";
import { addAction } from "../../web/action_route.ts";
import { filledIn, formAfter, type FormState, orProblem } from "../../web/forms/form.ts";
import { path, pathPart } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { BROWSE, BrowseForm } from "./browse_form.tsx";
import { placeOf, readRecord } from "../../components/read_record.ts";
import { produceRecords } from "./produce/produce_action.ts";
import { PRODUCE, ProduceForm, stateOf } from "./produce/produce_form.tsx";
import { Records } from "../../components/records/record_list.tsx";
import {
  browseQuery,
  columnsOf,
  isOlder,
  placeText,
  readColumns,
  viewOf,
} from "../../components/search/records_query.ts";
import { FILE_FORMATS, fileAddresses, foundFile } from "../../components/search/found_file.ts";
import { SaveSearch } from "../../components/search/save_search.tsx";
import { FavouriteLinks } from "../../web/favourites/favourite_form.tsx";
import { SearchReport, unreadText } from "../../components/search/search_report.tsx";
import { ToRecords } from "../../components/search/to_records.tsx";
import { addTailRoute } from "./tail_route.tsx";

/**
 * Adds the page of a topic's records, what its form does, and the stream of new records.
 *
 * @param signal ends all streams.
 */
export function addRecords(site: Site, console: Console, signal: AbortSignal): void {
  const page = recordsPage(console);
  addPage(site, "/topics/:topic/records", page);
  addAction(site, produceRecords(console, page));
  addTailRoute(site.app, console, signal);
  for (const format of FILE_FORMATS) {
    site.app.get(`/topics/:topic/records.${format}`, async (c) => {
      const topic = pathPart(c.req.param("topic"));
      const query = new URL(c.req.url).searchParams;
      const { cluster } = console;
      return await foundFile(c, { cluster, topics: [topic], query, format, name: topic, signal });
    });
  }
}

function recordsPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { name, internal, partitions } = await cluster.topic(param("topic"));
    const { value: browsed, problem } = await orProblem(async () =>
      await cluster.browse(name, browseQuery(query))
    );
    const state = problem && formAfter(BROWSE, filledIn(query), problem);
    const columns = await readColumns(columnsOf(query), browsed?.records ?? []);
    const copied = form === undefined ? await copiedRecord(cluster, name, query) : undefined;
    return {
      title: `${name}: records`,
      section: "topics",
      live: {},
      body: (
        <TopicFrame topic={name} tab="records">
          <ToRecords />
          {copied === null && (
            <p class="notice warn" role="status">
              The record is too large to be edited on a page: download it as a JSON line, and write
              it with deno task produce --from.
            </p>
          )}
          <ProduceForm
            topic={name}
            query={query}
            internal={internal}
            partitions={partitions.length}
            state={form ?? copied ?? undefined}
          />
          <FavouriteLinks below={`${topicPath(name)}?`} />
          <BrowseForm
            query={query}
            partitions={partitions.length}
            state={state}
            records={browsed?.records ?? []}
          />
          <div
            class="tail-controls"
            data-tail={path("topics", name, "tail")}
            hidden
          >
            <button type="button" id="tail" aria-pressed="false">Follow live</button>
            <button type="button" id="tail-pause" aria-pressed="false" hidden>Pause</button>
            <button type="button" id="tail-new" class="primary" hidden>0 new</button>
            <span id="tail-state" class="muted" role="status"></span>
          </div>
          {browsed && (
            <SearchReport
              progress={{
                ...browsed,
                found: browsed.records.length,
                place: browsed.end === "all" ? undefined : placeText(browsed.place),
                isFull: browsed.end === "limit",
                unread: unreadText(name, browsed.unread),
              }}
              query={query}
              older={isOlder(query)}
              downloads={fileAddresses(path("topics", name, "records"), query)}
            />
          )}
          <SaveSearch address={topicPath(name)} what={name} query={query} />
          <Records
            records={isOlder(query) ? browsed?.records.toReversed() ?? [] : browsed?.records ?? []}
            columns={columns}
            view={viewOf(query)}
            made={form?.id === PRODUCE ? form.made : undefined}
            id="records"
          />
        </TopicFrame>
      ),
    };
  };
}

/** The form filled in with the record that is to be written again: `copy=partition:offset`. */
async function copiedRecord(
  cluster: Console["cluster"],
  topic: string,
  query: URLSearchParams,
): Promise<FormState | null | undefined> {
  const [partition, offset] = query.get("copy")?.split(":") ?? [];
  if (offset === undefined) return undefined;
  const place = placeOf((name) => ({ topic, partition, offset })[name] ?? "");
  return stateOf(await readRecord(cluster, place)) ?? null;
}
