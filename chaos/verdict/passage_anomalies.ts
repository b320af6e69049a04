import type { Logged, Passage, Sent } from "../history.ts";
import type { Anomaly } from "./anomaly.ts";
import { isInOrder, place } from "./log_anomalies.ts";

/** What became of the load in a function, in records. */
export interface PassageCounts {
  /** The function's name. */
  name: string;
  /** In its output, and of these again: at-least-once. */
  outputs: number;
  again: number;
  letters: number;
}

/** Counts what a function made of the load. */
export function passageCounts({ name, outputs = [], letters }: Passage): PassageCounts {
  const distinct = new Set(outputs.map(({ id }) => id)).size;
  return {
    name,
    outputs: outputs.length,
    again: outputs.length - distinct,
    letters: letters.length,
  };
}

/**
 * What a function made of the load against what was acknowledged: each record is in its output or in its
 * dead letters, at least once, and those of a key for the first time in the order of sending. Of a
 * function without an output only its commits tell that it has had a record.
 */
export function passageAnomalies(
  sent: readonly Sent[],
  log: readonly Logged[],
  passage: Passage,
): Anomaly[] {
  const known = new Map(sent.map((record) => [record.id, record]));
  const inLog = new Set(log.map(({ id }) => id));
  const { name, outputs = [], letters } = passage;
  const unexpected = [...outputs, ...letters].filter(({ id }) => !inLog.has(id));
  return [
    ...missing(sent, passage),
    ...reordered(outputs, known).map(([record, before]): Anomaly => ({
      kind: "reordered passage",
      detail: `${record.id} at ${place(record)} of ${name}, behind ${before.id}`,
    })),
    ...unexpected.map((record): Anomaly => ({
      kind: "unexpected passage",
      detail: `${record.id} at ${place(record)} of ${name}`,
    })),
  ];
}

function missing(
  sent: readonly Sent[],
  { name, outputs, letters, committed }: Passage,
): Anomaly[] {
  const passed = new Set([...outputs ?? [], ...letters].map(({ id }) => id));
  const ends = new Map(committed);
  const isThrough = ({ id, partition, offset = -1 }: Sent) =>
    passed.has(id) || (outputs === undefined && (ends.get(partition) ?? 0) > offset);
  return sent
    .filter((record) => record.outcome === "acknowledged" && !isThrough(record))
    .map(({ id, partition, offset = -1 }): Anomaly => ({
      kind: "lost passage",
      detail: `${id}, acknowledged at ${place({ partition, offset })}, in ${name}`,
    }));
}

/** Pairs of records of a key and a partition, of which the first stands behind the second. */
function reordered(
  outputs: readonly Logged[],
  known: ReadonlyMap<string, Sent>,
): [record: Logged, before: Logged][] {
  const last = new Map<string, Logged>();
  const seen = new Set<string>();
  const found: [Logged, Logged][] = [];
  for (const record of outputs) {
    if (!isInOrder(known.get(record.id)) || seen.has(record.id)) continue;
    seen.add(record.id);
    const lane = `${record.partition} ${record.key}`;
    const before = last.get(lane);
    if (before === undefined || before.sequence < record.sequence) last.set(lane, record);
    else found.push([record, before]);
  }
  return found;
}
