/**
 * The list of topics of dead letters.
 *
 * @module
 */
import type { LetterTopic } from "../../../../kafka/letters/reading/find_letter_topics.ts";
import { formatCount } from "../../web/format.ts";
import { path } from "../../web/html.ts";
import { Filter, list, ListTable, type Orders } from "../../web/list.tsx";
import { Badge } from "../../web/marks.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Column } from "../../web/table.tsx";
import type { Console } from "../console.ts";

/** Adds the list of topics of dead letters. */
export function addLetterTopics(site: Site, console: Console): void {
  addPage(site, "/dead-letters", letterTopicsPage(console));
}

const ORDERS: Orders<LetterTopic> = {
  topic: ({ topic }) => topic,
  open: ({ open }) => open,
  partitions: ({ partitions }) => partitions,
};

function letterTopicsPage({ cluster }: Console): Page {
  return async ({ query }) => {
    const rows = await cluster.letterTopics();
    const listed = list<LetterTopic>(query, {
      ...{ rows: [...rows], text: ({ topic }) => topic, orders: ORDERS, order: "topic" },
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
      live: { "letter-topics": table },
      body: (
        <>
          <h1>Dead letters</h1>
          <p class="muted">
            Records that could not be handled, by the topic that they were put into. Open are those
            that were neither redriven nor discarded.
          </p>
          <Filter query={query} what="topics" />
          <Live id="letter-topics">{table}</Live>
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
