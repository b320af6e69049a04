/**
 * Follows a topic as a member of a group, for those that want no more than records in their order.
 *
 * @module
 */
import { Brokers } from "../client/brokers.ts";
import type { KafkaSettings } from "../client/settings.ts";
import type { KafkaRecord } from "../record/record.ts";
import { partitionName, type TopicPartition } from "../topic_partition.ts";
import { committedOffsets } from "./committed_offsets.ts";
import { GroupMembership } from "./group_membership.ts";
import type { AssignedPosition } from "./partition_feed.ts";

/** What to follow, and as which group. */
export interface Following {
  topic: string;
  group: string;
  /** The first offset of each partition; where there is none, the group goes on where it was. */
  start: ReadonlyMap<number, number>;
  /** Where it ends: once each partition that is assigned here has come to its offset. */
  until?: ReadonlyMap<number, number>;
  /** How long a broker waits for records, ms; a member that leaves waits for its last fetch. */
  maxWaitMs?: number;
}

/** Takes records of one partition; tells how many it took, from the first one on. */
export type Take = (records: readonly KafkaRecord[]) => Promise<number>;

/** How long the last fetch of one that leaves may take, ms. */
const MAX_WAIT = 250;

/** A partition that is read as it is: nothing is kept of it but its position. */
class FollowedPartition implements AssignedPosition {
  readonly topic: string;
  readonly partition: number;
  committed: number;
  topicId: string | undefined;
  position: number;

  readonly #jumped: () => void;

  /** @param jumped is called when the log no longer has its position. */
  constructor(
    { topic, partition }: TopicPartition,
    { committed, start }: { committed: number; start?: number },
    jumped: () => void,
  ) {
    this.topic = topic;
    this.partition = partition;
    this.committed = committed;
    this.position = start ?? Math.max(committed, 0);
    this.#jumped = jumped;
  }

  metadata(): string {
    return "";
  }

  jump(offset: number): void {
    this.position = offset;
    this.#jumped();
  }

  noteEnds(): void {}
}

/**
 * Hands records to `take` until the signal is aborted, or all is read that was wanted. What was taken is
 * committed.
 *
 * @throws what `take` throws.
 */
export async function followGroup(
  settings: KafkaSettings,
  { topic, group, start, until, maxWaitMs = MAX_WAIT }: Following,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => end());
  const brokers = new Brokers(settings);
  // Once a start was taken, it is the group's commits that tell where to go on after each joining.
  const begun = new Set<number>();
  let following: readonly FollowedPartition[] = [];
  const endIfRead = () => {
    if (until === undefined) return;
    const isRead = ({ partition, position }: FollowedPartition) =>
      position >= (until.get(partition) ?? 0);
    if (following.every(isRead)) end();
  };
  const membership = new GroupMembership<FollowedPartition>({
    settings,
    brokers,
    group,
    topics: [topic],
    paused: false,
    maxWaitMs,
    async locate(assigned) {
      const committed = await committedOffsets(brokers, group, assigned);
      const located = new Map(assigned.map((topicPartition) => {
        const { partition } = topicPartition;
        const name = partitionName(topicPartition);
        const at = {
          committed: committed.get(name)?.offset ?? -1,
          ...(!begun.has(partition) && { start: start.get(partition) }),
        };
        begun.add(partition);
        return [name, new FollowedPartition(topicPartition, at, endIfRead)];
      }));
      following = [...located.values()];
      endIfRead();
      return located;
    },
    async process(partition, { records, next }) {
      try {
        const taken = signal.aborted ? 0 : records.length === 0 ? 0 : await take(records);
        if (taken > 0) partition.position = records[taken - 1].offset + 1;
        if (taken === records.length && !signal.aborted) partition.position = next;
        endIfRead();
      } catch (error) {
        fail(error);
      }
    },
  });
  membership.open();
  try {
    await ended;
  } finally {
    await membership.close();
    await brokers.close();
  }
}
