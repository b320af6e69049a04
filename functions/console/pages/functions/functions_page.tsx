/**
 * The list of users' functions.
 *
 * @module
 */
import { FunctionState, medianDuration, triggersOf } from "../../components/function_marks.tsx";
import type { OwnReadings } from "../../live/streams/polls.ts";
import { formatCount, formatLatency, formatRate } from "../../web/text/format.ts";
import { path } from "../../web/html.ts";
import { Filter, list, ListTable, type Orders } from "../../web/list.tsx";
import { Badge } from "../../web/text/marks.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Column } from "../../web/table.tsx";
import type { Console } from "../console.ts";

/** A function of the list. */
type Row = { name: string } & (OwnReadings extends ReadonlyMap<string, infer R> ? R : never);

/** Adds the list of functions. */
export function addFunctions(site: Site, console: Console): void {
  addPage(site, "/functions", functionsPage(console));
}

const ORDERS: Orders<Row> = {
  name: ({ name }) => name,
  lag: ({ status }) => status.value?.totalLag ?? -1,
  rate: ({ rate = -1 }) => rate,
  letters: ({ status }) => status.value?.handler.deadLetters ?? -1,
};

function functionsPage({ sampler }: Console): Page {
  return async ({ query }) => {
    const { own } = await sampler.seen();
    const listed = list<Row>(query, {
      rows: [...own].map(([name, reading]) => ({ name, ...reading })),
      text: ({ name, status }) => [name, status.value && triggersOf(status.value)].join(" "),
      orders: ORDERS,
      order: "name",
    });
    const table = (
      <ListTable
        list={listed}
        noun="function"
        caption="Functions"
        columns={COLUMNS}
        empty="There are no functions of yours yet: deno task new orders --topic orders makes one."
      />
    );
    return {
      title: "Functions",
      section: "functions",
      live: { functions: table },
      body: (
        <>
          <h1>Functions</h1>
          <p class="muted">
            Users' functions. The producer and the consumer are on the <a href="/">overview</a>.
          </p>
          <Filter query={query} what="functions and topics" />
          <Live id="functions">{table}</Live>
        </>
      ),
    };
  };
}

const COLUMNS: readonly Column<Row>[] = [
  {
    label: "Function",
    sort: "name",
    cell: ({ name }) => <a href={path("functions", name)}>{name}</a>,
  },
  { label: "State", cell: ({ status }) => <FunctionState reading={status} /> },
  {
    label: "Triggered by",
    cell: ({ status }) => status.value ? triggersOf(status.value) : status.trouble,
  },
  {
    label: "Lag",
    sort: "lag",
    numeric: true,
    cell: ({ status: { value } }) => formatCount(value?.totalLag),
  },
  { label: "Records/s", sort: "rate", numeric: true, cell: ({ rate }) => formatRate(rate) },
  {
    label: "Duration",
    numeric: true,
    cell: ({ status: { value } }) => formatLatency(medianDuration(value?.lastInvocations ?? [])),
  },
  {
    label: "Dead letters",
    sort: "letters",
    numeric: true,
    cell: ({ status: { value } }) => {
      const letters = value?.handler.deadLetters;
      return letters ? <Badge tone="warn">{formatCount(letters)}</Badge> : formatCount(letters);
    },
  },
];
