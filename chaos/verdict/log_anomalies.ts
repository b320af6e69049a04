import type { Found, Logged, Sent } from "../history.ts";
import type { Anomaly } from "./anomaly.ts";

/**
 * What the log tells against the producers' view: lost writes, duplicates, inconsistent offsets, aborted
 * reads, records that nobody sent, and reordering per key. A send of which the outcome is unknown may be
 * in the log once, anywhere, or not at all: it is concurrent with all that was sent after it. One that was
 * sent again may be there as often as it was sent.
 */
export function logAnomalies(sent: readonly Sent[], log: readonly Logged[]): Anomaly[] {
  const places = Map.groupBy(log, ({ id }) => id);
  const known = new Map(sent.map((record) => [record.id, record]));
  return [
    ...sent.flatMap((record) => againstAcknowledgement(record, places.get(record.id) ?? [])),
    ...[...places].flatMap(([id, found]) => {
      const allowed = 1 + (known.get(id)?.resent ?? 0);
      return found.length > allowed ? [duplicate(id, found)] : [];
    }),
    ...[...places].flatMap(([id, [first]]): Anomaly[] =>
      known.has(id) ? [] : [{ kind: "unexpected", detail: `${id} at ${place(first)}` }]
    ),
    ...reordered(log, known),
  ];
}

/** Whether a record has its place among others: not, where nobody knows which of its sends was written. */
export function isInOrder(sent: Sent | undefined): boolean {
  return sent?.outcome === "acknowledged" && sent.resent === undefined;
}

/** Where a record is, for people: `partition/offset`. */
export function place({ partition, offset }: Omit<Found, "id">): string {
  return `${partition}/${offset}`;
}

function againstAcknowledgement(record: Sent, found: readonly Logged[]): Anomaly[] {
  const { id, outcome, partition, offset = -1 } = record;
  if (outcome === "rejected" && found.length > 0) {
    return [{ kind: "aborted read", detail: `${id} at ${place(found[0])}` }];
  }
  if (outcome !== "acknowledged") return [];
  const where = place({ partition, offset });
  if (found.length === 0) {
    return [{ kind: "lost write", detail: `${id}, acknowledged at ${where}` }];
  }
  if (found.some((one) => place(one) === where)) return [];
  const detail = `${id} at ${place(found[0])}, acknowledged at ${where}`;
  return [{ kind: "inconsistent offset", detail }];
}

function duplicate(id: string, found: readonly Logged[]): Anomaly {
  return { kind: "duplicate", detail: `${id} at ${found.map(place).join(", ")}` };
}

/** The last of a record's places are duplicates': only the first counts for the order. */
function reordered(log: readonly Logged[], known: ReadonlyMap<string, Sent>): Anomaly[] {
  const last = new Map<string, Logged>();
  const seen = new Set<string>();
  const anomalies: Anomaly[] = [];
  for (const record of log) {
    if (!isInOrder(known.get(record.id)) || seen.has(record.id)) continue;
    seen.add(record.id);
    const before = last.get(record.key);
    if (before === undefined || before.sequence < record.sequence) {
      last.set(record.key, record);
    } else {
      const detail = `${record.id} at ${place(record)}, behind ${before.id} at ${place(before)}`;
      anomalies.push({ kind: "reordered", detail });
    }
  }
  return anomalies;
}
