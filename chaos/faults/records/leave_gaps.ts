import { bootstrapServers } from "../../../cluster/topology.ts";
import { labKafka, withBrokers } from "../../../cluster/lab_kafka.ts";
import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { PartitionReader } from "../../../kafka/reader/partition_reader.ts";
import { readAll } from "../../../testing/read_topic.ts";
import { Transactions, writeForeignBatch } from "../../foreign/foreign_client.ts";
import { idHeaders, recordId } from "../../workload/load_record.ts";
import { Passage } from "../../workload/passage.ts";
import { type Fault, proven, type Target } from "../fault.ts";

/** How many batches there are, of how many records each; of all but the last, only the first record stays. */
const BATCHES = 40;
const RECORDS = 25;

/** How many keys they have: of each a record is there, however far compaction is. */
const KEYS = BATCHES + RECORDS - 1;

/** How long compaction may take to come, and to go through the log, ms. */
const COMPACTION_TIMEOUT = 90_000;

/** What has Kafka compact as soon as it looks, which it does every 15 s. */
const EAGER = {
  "cleanup.policy": "compact",
  "segment.ms": "1000",
  "min.cleanable.dirty.ratio": "0.01",
};

/**
 * A log beside the load, which nobody writes to any more: it ends with the marker of a transaction that was
 * aborted. Its functions have to get to its end.
 *
 * @param compacted whether it is full of gaps, too, where Kafka has compacted it.
 */
export function leaveGaps(compacted: boolean): Fault {
  return {
    name: compacted ? "compact a log" : "end a log with an aborted transaction",
    async inject(target) {
      const { workload, lab } = target;
      const at = workload.clock();
      return await withBrokers(lab.topology, async (brokers) => {
        const topic = `${workload.topic}-gaps`;
        await createTopic(brokers, {
          name: topic,
          partitions: 1,
          replicationFactor: 3,
          ...(compacted && { config: EAGER }),
        });
        try {
          const written = await fill(target, topic);
          const gone = compacted ? await whenCompacted(target, topic, written) : undefined;
          await abortLast(target, topic);
          const passed = await passages(target, brokers, topic, compacted ? KEYS : written);
          return {
            what: compacted
              ? `had ${gone} of ${written} records go, and an aborted transaction at the log's end`
              : `wrote ${written} records, and an aborted transaction at the log's end`,
            at,
            proofs: passed,
          };
        } finally {
          await deleteTopic(brokers, topic).catch(() => {});
        }
      });
    },
  };
}

/** Writes batches, most records of which compaction takes. @returns how many records. */
async function fill({ lab }: Target, topic: string): Promise<number> {
  const brokers = bootstrapServers(lab.topology);
  for (let batch = 0; batch < BATCHES; batch++) {
    const records = Array.from({ length: RECORDS }, (_, n) => ({
      key: n === 0 ? `stays-${batch}` : `goes-${n}`,
      value: `${batch}/${n}`,
      headers: idHeaders(recordId(`odd-gap-${batch}-${n}`, 0)),
    }));
    await writeForeignBatch(brokers, { topic, codec: "gzip" }, records);
  }
  return BATCHES * RECORDS;
}

/** Settles when Kafka compacts the log. @returns how many records have gone. */
async function whenCompacted({ lab }: Target, topic: string, written: number): Promise<number> {
  const settings = labKafka(lab.topology);
  const target = { topic };
  let left = written;
  await proven("that Kafka compacts", async () => {
    // A segment is closed by the first record after its time.
    await writeForeignBatch(bootstrapServers(lab.topology), target, [{ key: "last", value: "1" }]);
    left = (await readAll(settings, topic)).length;
    return left < written / 2 ? `${left} are left` : undefined;
  }, COMPACTION_TIMEOUT);
  return written - left;
}

async function abortLast({ lab }: Target, topic: string): Promise<void> {
  await using transactions = new Transactions(bootstrapServers(lab.topology));
  const transaction = await transactions.begin();
  await transaction.send({ topic, messages: [{ key: "aborted", value: "is not to be read" }] });
  await transaction.abort();
}

/** Has each function of the load's, in a process of its own, read the log to its end. */
async function passages(
  { lab, workload }: Target,
  brokers: Brokers,
  topic: string,
  least: number,
): Promise<string[]> {
  const settings = labKafka(lab.topology);
  const end = await endOf(settings, topic);
  return await Promise.all(workload.passages.map(async ({ source }) => {
    await using passage = await Passage.open(source, {
      ...{ settings, brokers, topic, partitions: 1, clock: workload.clock },
      passed() {},
    });
    await proven(`that ${source.name} gets to ${end}`, () => passage.isUpTo([end]));
    if (!passage.hasOutput) return `${source.name} has committed all, up to ${end}`;
    const { outputs = [], letters } = await passage.result();
    const got = outputs.length + letters.length;
    if (got < least) throw new Error(`${source.name} has passed ${got} of ${least} records on`);
    return `${source.name} has passed ${got} records on, and committed all, up to ${end}`;
  }));
}

/** How long a leader may take to be there, ms. */
const LEADER_TIMEOUT = 10_000;

/** Where the log ends, the marker at its tail included. */
async function endOf(settings: ReturnType<typeof labKafka>, topic: string): Promise<number> {
  const reader = new PartitionReader(settings, topic);
  try {
    return (await reader.logs(LEADER_TIMEOUT)).get(0)!.end;
  } finally {
    await reader.close();
  }
}
