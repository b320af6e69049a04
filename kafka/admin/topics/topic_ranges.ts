import type { Brokers } from "../../client/brokers.ts";
import { KafkaError } from "../../errors.ts";
import type { OffsetRange } from "../../reader/read_topic.ts";
import { resolveStart, type Start } from "../../reader/start.ts";
import { partitionName } from "../../topic_partition.ts";
import { offsetsAt, partitionsOf } from "../groups/group_offsets.ts";

/**
 * What is to be read of a topic's partitions, of all or of these: from a start up to where what is
 * committed ends now.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION; UNKNOWN_PARTITION; LEADER_NOT_AVAILABLE where a partition
 * cannot be asked, as its records would be missed in silence.
 */
export async function topicRanges(
  brokers: Brokers,
  topic: string,
  from: Start,
  only?: readonly number[],
): Promise<Map<number, OffsetRange>> {
  const all = await partitionsOf(brokers, [topic]);
  mustHave(topic, all.length, only);
  const wanted = all.filter(({ partition }) => only === undefined || only.includes(partition));
  const [starts, ends, times] = await Promise.all([
    offsetsAt(brokers, wanted, "start"),
    offsetsAt(brokers, wanted, "stable"),
    typeof from === "object" && "time" in from ? offsetsAt(brokers, wanted, from) : [],
  ]);
  const [start, end, atTime] = [starts, ends, times].map((positions) =>
    new Map(positions.map(({ partition, offset }) => [partition, offset]))
  );
  const silent = wanted.filter(({ partition }) => !start.has(partition) || !end.has(partition));
  if (silent.length > 0) {
    const detail = `no leader answers for ${silent.map(partitionName).join(", ")}`;
    throw new KafkaError("LEADER_NOT_AVAILABLE", `Cannot read ${topic}: ${detail}`);
  }
  return new Map(wanted.map(({ partition }) => {
    const to = end.get(partition)!;
    const first = resolveStart(from, start.get(partition)!, to, atTime.get(partition));
    return [partition, { from: first, to }];
  }));
}

function mustHave(topic: string, count: number, only: readonly number[] = []): void {
  const missing = only.find((id) => id >= count);
  if (missing === undefined) return;
  const detail = `it has ${count}, numbered from 0 on`;
  throw new KafkaError(
    "UNKNOWN_PARTITION",
    `Cannot find partition ${missing} of ${topic}: ${detail}`,
  );
}
