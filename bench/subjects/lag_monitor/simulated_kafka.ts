/**
 * The metadata of a cluster of any size, in memory: what the lag monitor asks of Kafka, answered at once. Its
 * `__consumer_offsets` is made as it is read, in the bytes that Kafka writes.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LogEnd, WatchedKafka } from "../../../functions/lag/reading/watched_kafka.ts";
import { WireWriter } from "../../../kafka/protocol/wire/wire_writer.ts";
import type { LogRecord } from "../../../kafka/protocol/records/record_batch.ts";
import type { Fetched, Position } from "../../../kafka/reader/fetch_records.ts";
import type { LedPartition, OffsetsByPartition } from "../../../kafka/reader/log_offsets.ts";

/** The topic of commits, and how many partitions Kafka gives it. */
export const OFFSETS_TOPIC = "__consumer_offsets";
const OFFSETS_PARTITIONS = 50;
const BROKERS = 3;
/** How many records a partition sends at once: 256 KiB of commits. */
const FETCHED = 2_500;
/** Records that are written to a partition from one commit of it to the next, and how far behind a group is. */
const WRITTEN = 100;
const LAG = 30;

/** How large it is. */
export interface SimulatedSize {
  groups: number;
  /** Of all topics. Each group reads a topic of its own, and all topics are of one size. */
  partitions: number;
}

/** A cluster in which each group commits all of its partitions whenever {@linkcode commitAll} says so. */
export class SimulatedKafka implements WatchedKafka {
  /** How long its answers were in the making, in ms: what Kafka would do elsewhere. */
  busyMs = 0;
  readonly #groups: number;
  readonly #perGroup: number;
  /** From where on each partition of the topic of commits was asked for last. */
  readonly #asked = new Map<number, number>();
  #commits = 0;

  constructor({ groups, partitions }: SimulatedSize) {
    this.#groups = groups;
    this.#perGroup = partitions / groups;
  }

  /** Has every group commit so often. */
  commitAll(times: number): void {
    this.#commits += times;
  }

  /** Whether all commits have been read. */
  get isRead(): boolean {
    return Array.from({ length: OFFSETS_PARTITIONS }, (_, partition) => partition)
      .every((partition) => (this.#asked.get(partition) ?? -1) >= this.#written(partition));
  }

  topics(names?: readonly string[]) {
    const all = names ?? [OFFSETS_TOPIC, ...this.#numbers().map((group) => topicOf(group))];
    return this.#answer(() =>
      all.map((name) => {
        const length = name === OFFSETS_TOPIC ? OFFSETS_PARTITIONS : this.#perGroup;
        const partitions = Array.from({ length }, (_, partition) => (
          { topic: name, partition, leader: partition % BROKERS }
        ));
        return { name, partitions };
      })
    );
  }

  logEnds(partitions: readonly LedPartition[], at: LogEnd) {
    return this.#answer((): OffsetsByPartition => {
      const byTopic = Map.groupBy(partitions, ({ topic }) => topic);
      const found = [...byTopic].map(([topic, led]) =>
        [
          topic,
          new Map(led.map(({ partition }) => [
            partition,
            at === "start"
              ? 0
              : topic === OFFSETS_TOPIC
              ? this.#written(partition)
              : this.#commits * WRITTEN + LAG,
          ])),
        ] as const
      );
      return new Map(found);
    });
  }

  async fetch(_leader: number, positions: readonly Position[]): Promise<Fetched[]> {
    const found: Fetched[] = [];
    for (const { topic, partition, offset } of positions) {
      this.#asked.set(partition, offset);
      // Each of these is made in a turn of its own, so that the making holds nobody up.
      found.push(
        await this.#answer(() => {
          const end = this.#written(partition);
          const next = Math.min(end, offset + FETCHED);
          const records = Array.from({ length: Math.max(0, next - offset) }, (_, i) => (
            this.#commitAt(partition, offset + i)
          ));
          const log = { highWatermark: end, lastStableOffset: end };
          return {
            topic,
            partition,
            ...log,
            records,
            next: Math.max(offset, next),
            bytes: 0,
            taken: 0,
          };
        }),
      );
    }
    // A broker waits for records to come.
    if (found.every(({ records }) => records.length === 0)) await delay(5);
    return found;
  }

  groups() {
    return this.#answer(() => this.#numbers().map(groupOf));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #numbers(): number[] {
    return Array.from({ length: this.#groups }, (_, group) => group);
  }

  /** The groups whose commits are in a partition of the topic of commits. */
  #groupsIn(partition: number): number {
    return Math.floor((this.#groups - partition - 1) / OFFSETS_PARTITIONS) + 1;
  }

  #written(partition: number): number {
    return this.#commits * this.#groupsIn(partition) * this.#perGroup;
  }

  /** Time after time, group after group, each commits its partitions in turn. */
  #commitAt(partition: number, offset: number): LogRecord {
    const inTime = this.#groupsIn(partition) * this.#perGroup;
    const time = Math.floor(offset / inTime);
    const group = partition + OFFSETS_PARTITIONS * Math.floor(offset % inTime / this.#perGroup);
    const key = new WireWriter({ flexible: false }).int16(1);
    key.headerString(groupOf(group)).headerString(topicOf(group)).int32(offset % this.#perGroup);
    // The leader's epoch and the consumer's own metadata are of no interest.
    const value = new WireWriter({ flexible: false }).int16(3);
    value.int64((time + 1) * WRITTEN).int32(-1).headerString("");
    value.int64(Date.now() - (this.#commits - time) * 1_000);
    return { offset, timestamp: 0, key: key.written, value: value.written, headers: [] };
  }

  /** Answers in a turn of its own. */
  async #answer<T>(make: () => T): Promise<T> {
    await delay(0);
    const began = performance.now();
    const answer = make();
    this.busyMs += performance.now() - began;
    return answer;
  }
}

/** The name of a group, from 0 on. */
export function groupOf(number: number): string {
  return `group-${number}`;
}

function topicOf(number: number): string {
  return `topic-of-group-${number}`;
}
