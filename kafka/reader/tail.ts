import type { KafkaRecord } from "../record/record.ts";
import { delay } from "@std/async";
import { KafkaError } from "../errors.ts";
import { Turn } from "../in_turns.ts";
import type { KafkaSettings } from "../client/settings.ts";
import { PartitionReader } from "./partition_reader.ts";
import type { RecordExpression } from "../record/matching/record_expression.ts";
import { containsMatcher, type RecordFilter } from "../record/matching/record_matcher.ts";

/** What to follow. */
export interface TailQuery {
  partition?: number;
  filter?: RecordFilter;
  /** A condition that they must meet besides. */
  where?: RecordExpression;
}

/** Records that were just written. */
export interface Tailed {
  records: KafkaRecord[];
  /** How many were passed over, as more are written than can be followed. */
  skipped: number;
}

/** The least time between two rounds of reading, and the most that a broker waits for a record, ms. */
const PERIOD = 250;

/** For how long a leader is looked for at the start, before its partition is left out, ms. */
const LEADER_TIMEOUT = 3_000;

/** For how long the records of a round are looked at, in ms; those that are left then are skipped. */
const LONGEST = 1_000;

/** Of one round; what a partition has beyond is skipped. */
const BOUNDS = { maxWaitMs: PERIOD, maxBytes: 1024 * 1024, maxPartitionBytes: 256 * 1024 };

/**
 * The records written from now on, until `signal` aborts.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, UNREACHABLE.
 */
export async function* tail(
  settings: KafkaSettings,
  topic: string,
  { partition, filter, where }: TailQuery,
  signal: AbortSignal,
): AsyncGenerator<Tailed> {
  const reader = new PartitionReader(settings, topic);
  try {
    const matches = containsMatcher(filter);
    const positions = await logEnds(reader, topic, partition);
    while (!signal.aborted) {
      const begun = performance.now();
      const turn = new Turn();
      const tailed: Tailed = { records: [], skipped: 0 };
      for (const fetched of await reader.read(positions, BOUNDS)) {
        const { partition, records, next, lastStableOffset } = fetched;
        const left = Math.max(0, lastStableOffset - next);
        positions.set(partition, next + left);
        tailed.skipped += left;
        for (const [index, found] of records.entries()) {
          if (turn.isOver) {
            if (performance.now() - begun >= LONGEST) {
              tailed.skipped += records.length - index;
              break;
            }
            await turn.pass();
          }
          const record = { topic, partition, ...found };
          if (matches(record) && (where?.matches(record) ?? true)) tailed.records.push(record);
        }
      }
      if (signal.aborted) break;
      if (tailed.records.length > 0 || tailed.skipped > 0) yield tailed;
      const left = begun + PERIOD - performance.now();
      if (left > 0) await delay(left, { signal }).catch(() => {});
    }
  } finally {
    await reader.close();
  }
}

/** Where the partitions end now, all or the one asked for. @throws {KafkaError} UNKNOWN_PARTITION. */
async function logEnds(
  reader: PartitionReader,
  topic: string,
  partition: number | undefined,
): Promise<Map<number, number>> {
  const logs = [...await reader.logs(LEADER_TIMEOUT)]
    .filter(([id]) => partition === undefined || id === partition);
  if (logs.length > 0) return new Map(logs.map(([id, { end }]) => [id, end]));
  const detail = "there is no such partition, or it has no leader";
  throw new KafkaError("UNKNOWN_PARTITION", `Cannot follow ${topic}: ${detail}`);
}
