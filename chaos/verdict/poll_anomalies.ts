import type { ConsumerEvent, Logged, Polled } from "../history.ts";
import type { Anomaly } from "./anomaly.ts";
import { place } from "./log_anomalies.ts";

/** Where a member is in a partition. */
interface Progress {
  /** The offset that comes next. */
  next: number;
}

/**
 * What the group's members saw against the log: records passed over within a poll or between polls,
 * records polled twice or backwards within one assignment, offsets that held something else, and
 * records that no member ever saw. That a record is polled again after partitions were assigned anew is
 * at-least-once delivery, and no anomaly.
 */
export function pollAnomalies(events: readonly ConsumerEvent[], log: readonly Logged[]): Anomaly[] {
  const held = new Map(log.map((record) => [place(record), record.id]));
  const seen = new Set<string>();
  const progress = new Map<string, Map<number, Progress>>();
  const anomalies: Anomaly[] = [];
  for (const event of events) {
    if (event.kind === "assigned") {
      const positions = event.positions.map(([partition, next]) => [partition, { next }] as const);
      progress.set(event.member, new Map(positions));
      continue;
    }
    const partitions = progress.get(event.member) ?? new Map<number, Progress>();
    progress.set(event.member, partitions);
    anomalies.push(...examine(event, partitions, held));
    for (const [offset] of event.records) seen.add(place({ ...event, offset }));
  }
  for (const [where, id] of held) {
    if (!seen.has(where)) anomalies.push({ kind: "unseen", detail: `${id} at ${where}` });
  }
  return anomalies;
}

/** Looks at one poll, and moves the member on. */
function examine(
  { partition, records, member }: Polled,
  partitions: Map<number, Progress>,
  held: ReadonlyMap<string, string>,
): Anomaly[] {
  const anomalies: Anomaly[] = [];
  let next = partitions.get(partition)?.next;
  records.forEach(([offset, id], index) => {
    const where = place({ partition, offset });
    const at = `${id} at ${where} by ${member}`;
    if (next !== undefined && offset < next) {
      anomalies.push({ kind: "nonmonotonic poll", detail: `${at}, after ${next - 1}` });
    }
    const kind = index === 0 ? "external poll skip" : "internal poll skip";
    for (let passed = next ?? offset; passed < offset; passed++) {
      const skipped = held.get(place({ partition, offset: passed }));
      if (skipped === undefined) continue;
      anomalies.push({ kind, detail: `${skipped} at ${partition}/${passed} by ${member}` });
    }
    if (held.get(where) !== id) {
      const detail = `${at}, and ${held.get(where) ?? "nothing"} in the log`;
      anomalies.push({ kind: "inconsistent offset", detail });
    }
    next = Math.max(next ?? 0, offset + 1);
  });
  if (next !== undefined) partitions.set(partition, { next });
  return anomalies;
}
