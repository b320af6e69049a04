import type { Kafka } from "kafkajs";
import { AssignedPartition, type Remembered } from "./assigned_partition.ts";
import {
  type Committed,
  committedOffsets,
  type LogEnds,
  logEnds,
  withAdmin,
} from "./group_admin.ts";
import { decodeLedger } from "./ledger_metadata.ts";
import { PartitionLedger } from "./partition_ledger.ts";
import { partitionName, type TopicPartition } from "./topic_partition.ts";
import type { Target } from "./wanted.ts";

/** What is remembered of partitions, by {@linkcode partitionName}, from one assignment to the next. */
export type Memory = Map<string, Remembered>;

/** Finds out where newly assigned partitions go on. @throws when Kafka cannot be asked. */
export async function locatePartitions(
  kafka: Kafka,
  { group, topics }: Target,
  assigned: readonly TopicPartition[],
  memory: Memory,
): Promise<Map<string, AssignedPartition>> {
  if (assigned.length === 0) return new Map();
  const [committed, logs] = await withAdmin(
    kafka,
    (admin) => Promise.all([committedOffsets(admin, group, topics), logEnds(admin, topics)]),
  );
  return new Map(
    assigned.map(partitionName).map((name) => {
      const [commit, log] = [committed.get(name), logs.get(name)];
      if (!commit || !log) throw new Error(`Cannot find ${name}: the topic is changing`);
      const remembered = memory.get(name) ?? { handled: 0 };
      const located = Object.assign(remembered, {
        ledger: goOn(memory.get(name)?.ledger, commit, log),
      });
      memory.set(name, located);
      return [name, new AssignedPartition(located, commit, log)];
    }),
  );
}

/**
 * The ledger, and with it the position, from which a partition goes on.
 *
 * - Offset and ledger are committed together, so any such pair is right; of the one committed and the
 *   one remembered, the further one redelivers less. (When a broker dies, so may a commit, and then
 *   the partition may well come back.)
 * - Nothing is committed: starting commits an offset for every partition there is, so this one was
 *   added to the topic later, and all its records are new.
 * - The log has dropped the position: what it dropped is lost, and counted.
 */
export function goOn(
  remembered: PartitionLedger | undefined,
  { offset, metadata }: Pick<Committed, "offset" | "metadata">,
  { low }: Pick<LogEnds, "low">,
): PartitionLedger {
  const isAhead = remembered !== undefined && remembered.state.position >= offset;
  const ledger = isAhead
    ? remembered
    : offset < 0
    ? new PartitionLedger({ position: low })
    : decodeLedger(offset, metadata);
  if (ledger.state.position < low) ledger.jump(low);
  return ledger;
}
