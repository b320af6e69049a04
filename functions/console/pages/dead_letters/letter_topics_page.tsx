/**
 * The list of topics of dead letters.
 *
 * @module
 */
import type { LetterTopic } from "../../../../kafka/letters/reading/find_letter_topics.ts";
import { formatCount } from "../../web/text/format.ts";
import { path } from "../../web/html.ts";
import { Filter, list, ListTable, type Orders } from "../../web/list.tsx";
import { Badge } from "../../web/text/marks.tsx";
import { CauseTable } from "./cause_table.tsx";
import { deadline } from "@std/async";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Column } from "../../web/table.tsx";
import type { Console } from "../console.ts";

/** Adds the list of topics of dead letters. */
export function addLetterTopics(site: Site, console: Console): void {
  addPage(site, "/dead-letters", letterTopicsPage(console));
}

const ORDERS: Orders<LetterTopic> = {
  worst: ({ open }) => -open,
  topic: ({ topic }) => topic,
  open: ({ open }) => open,
  partitions: ({ partitions }) => partitions,
};

/** How long the page waits for a look at all letters, in ms; what it finds later comes by itself. */
const PATIENCE = 60;

function letterTopicsPage({ cluster, sampler }: Console): Page {
  return async ({ query }) => {
    const [rows] = await Promise.all([
      cluster.letterTopics(),
      deadline(sampler.letterCauses.refresh(), PATIENCE).catch(() => {}),
    ]);
    const causes = (
      <CauseTable
        reading={sampler.letterCauses.latest}
        wanted={query.get("q") ?? ""}
        functions={new Set(sampler.latest.own.keys())}
      />
    );
    const listed = list<LetterTopic>(query, {
      ...{ rows: [...rows], text: ({ topic }) => topic, orders: ORDERS, order: "worst" },
    });
    const table = (
      <ListTable
        list={listed}
        noun="topic"
        caption="Topics of dead letters"
        columns={COLUMNS}
        empty="There are no dead letters: nothing has failed for good."
      />
    );
    return {
      title: "Dead letters",
      section: "letters",
      live: { "letter-causes": causes, "letter-topics": table },
      body: (
        <>
          <h1>Dead letters</h1>
          <p class="muted">
            Records that could not be handled. Open are those that were neither redriven nor
            discarded.
          </p>
          <Filter query={query} what="topics, functions and errors" />
          <section class="panel" aria-labelledby="causes-title">
            <h2 id="causes-title">Open letters, by cause</h2>
            <Live id="letter-causes">{causes}</Live>
          </section>
          <section class="panel" aria-labelledby="letter-topics-title">
            <h2 id="letter-topics-title">By the topic that they lie in</h2>
            <Live id="letter-topics">{table}</Live>
          </section>
        </>
      ),
    };
  };
}

const COLUMNS: readonly Column<LetterTopic>[] = [
  {
    label: "Topic",
    sort: "topic",
    cell: ({ topic }) => <a href={path("dead-letters", topic)}>{topic}</a>,
  },
  {
    label: "Open",
    sort: "open",
    numeric: true,
    cell: ({ open }) => open === 0 ? "0" : <Badge tone="warn">{formatCount(open)}</Badge>,
  },
  {
    label: "Partitions",
    sort: "partitions",
    numeric: true,
    cell: ({ partitions }) => partitions,
  },
  {
    label: "State",
    cell: ({ unread }) =>
      unread.length === 0
        ? ""
        : <Badge tone="bad">partition {unread.join(", ")} has no leader</Badge>,
  },
];
