import type { PastInvocation } from "../../sources/own_function.ts";
import { Time } from "../../web/clock/time.tsx";
import { formatCount, formatLatency } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";

const COLUMNS: readonly Column<PastInvocation>[] = [
  { label: "Time", cell: ({ time }) => <Time at={Date.parse(time)} /> },
  { label: "Records", numeric: true, cell: ({ records }) => formatCount(records) },
  { label: "Took", numeric: true, cell: ({ ms }) => formatLatency(ms) },
  { label: "Written", numeric: true, cell: ({ outputs }) => formatCount(outputs) },
  {
    label: "Failed",
    numeric: true,
    cell: ({ failures }) => failures === 0 ? 0 : <Badge tone="bad">{failures}</Badge>,
  },
  { label: "Error", cell: ({ error }) => error ?? "" },
];

/** The last calls of a function's handler. */
export function InvocationTable({ invocations }: { invocations: PastInvocation[] }): Html {
  return (
    <Table
      caption="Last calls"
      columns={COLUMNS}
      rows={invocations.slice(0, 20)}
      empty="It was not called yet."
    />
  );
}
