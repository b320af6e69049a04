/**
 * A topic's records: browsed, followed, and written.
 *
 * @module
 */
import { TopicFrame } from "../../components/topic_frame.tsx";
import { addAction } from "../../web/action_route.ts";
import { filledIn, formAfter, orProblem } from "../../web/forms/form.ts";
import { path } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { BROWSE, BrowseForm } from "./browse_form.tsx";
import { ProduceForm, produceRecord } from "./produce_record.tsx";
import { Records } from "../../components/record_list.tsx";
import { browseQuery, columnsOf } from "./records_query.ts";
import { addDownloads } from "./download_route.ts";
import { SearchReport } from "./search_report.tsx";
import { addTailRoute } from "./tail_route.tsx";

/**
 * Adds the page of a topic's records, what its form does, and the stream of new records.
 *
 * @param signal ends all streams.
 */
export function addRecords(site: Site, console: Console, signal: AbortSignal): void {
  const page = recordsPage(console);
  addPage(site, "/topics/:topic/records", page);
  addAction(site, produceRecord(console, page));
  addTailRoute(site.app, console, signal);
  addDownloads(site.app, console, signal);
}

function recordsPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { name, internal, partitions } = await cluster.topic(param("topic"));
    const { value: browsed, problem } = await orProblem(async () =>
      await cluster.browse(name, browseQuery(query))
    );
    const state = problem && formAfter(BROWSE, filledIn(query), problem);
    return {
      title: `${name}: records`,
      section: "topics",
      live: {},
      body: (
        <TopicFrame topic={name} tab="records">
          <ProduceForm
            topic={name}
            internal={internal}
            partitions={partitions.length}
            state={form}
          />
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
              topic={name}
              browsed={browsed}
              query={query}
              older={isOlder(query)}
            />
          )}
          <Records
            records={isOlder(query) ? browsed?.records.toReversed() ?? [] : browsed?.records ?? []}
            columns={columnsOf(query)}
            id="records"
          />
        </TopicFrame>
      ),
    };
  };
}

/** Whether records are shown from the newest one on. */
function isOlder(query: URLSearchParams): boolean {
  return (query.get("from") || "latest") === "latest";
}
