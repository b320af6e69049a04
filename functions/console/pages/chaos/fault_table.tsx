import type { RunFault } from "../../chaos/chaos_run.ts";
import { formatLatency } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";

const COLUMNS: readonly Column<RunFault>[] = [
  { label: "Fault", cell: ({ what }) => what },
  { label: "After", numeric: true, cell: ({ at }) => formatLatency(at) },
  { label: "Proof", cell: ({ proofs }) => proofs.join("; ") },
  {
    label: "Must hold",
    cell: ({ bounds }) =>
      bounds.length === 0 ? "judged at the end" : (
        <ul class="bounds">
          {bounds.map(({ what, within, took, met }) => (
            <li>
              <Badge tone={met ? "ok" : "bad"}>{met ? "met" : "missed"}</Badge>
              <span>
                {what}: {took === undefined ? "never" : formatLatency(took)}
                {within > 0 && ` of ${formatLatency(within)}`}
              </span>
            </li>
          ))}
        </ul>
      ),
  },
];

/** The faults that have landed, each with its proof and what had to hold after it. */
export function FaultTable({ faults }: { faults: readonly RunFault[] }): Html {
  return <Table caption="Faults" columns={COLUMNS} rows={faults} empty="" />;
}
