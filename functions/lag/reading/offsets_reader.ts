/**
 * Reads every partition of `__consumer_offsets`, and so every commit that is made, from its beginning
 * and without a group. The topic need not exist yet: it comes with the first group.
 *
 * @module
 */
import { delay } from "@std/async";
import { inTurns } from "../../../kafka/in_turns.ts";
import type { Fetched } from "../../../kafka/reader/fetch_records.ts";
import type { LedPartition } from "../../../kafka/reader/log_offsets.ts";
import type { LogRecord } from "../../../kafka/protocol/records/record_batch.ts";
import type { WatchedKafka } from "./watched_kafka.ts";
import type { Log } from "../logging/log.ts";
import { decodeRecord } from "../../../kafka/protocol/groups/offsets_log.ts";
import type { Storage } from "../storage/storage.ts";

/** Options of {@linkcode OffsetsReader}. */
export interface OffsetsReaderOptions {
  kafka: Pick<WatchedKafka, "topics" | "logEnds" | "fetch">;
  storage: Storage;
  log: Log;
  topic: string;
  /** Whether to pass over what is there already. */
  startLatest: boolean;
}

/** How far a partition has been read, and how far it went when that began. */
interface Position {
  offset: number;
  end: number;
}

const RETRY_PAUSE = 500;

/** How long a partition may have no leader before it is looked for again, in ms. */
const LEADERLESS_PAUSE = 1_000;

/** Reads until it is stopped. */
export class OffsetsReader {
  readonly #options: OffsetsReaderOptions;
  readonly #stopped = new AbortController();
  readonly #positions = new Map<number, Position>();
  /** Whether no partition is without a leader. */
  #isWhole = false;
  #isCaughtUp = false;

  constructor(options: OffsetsReaderOptions) {
    this.#options = options;
  }

  /** How many partitions are read. */
  get partitions(): number {
    return this.#positions.size;
  }

  /** Whether all that was there at the beginning has been read. */
  get isCaughtUp(): boolean {
    return this.#isCaughtUp;
  }

  /** Reads until {@linkcode stop}, through any failure of Kafka's. */
  async run(): Promise<void> {
    const { log, topic } = this.#options;
    const { signal } = this.#stopped;
    let told = "";
    while (!signal.aborted) {
      try {
        await this.#readWhileLeadersStay();
      } catch (error) {
        if (signal.aborted) break;
        const { message } = error as Error;
        // A dead broker is asked again until another one leads: one line is enough.
        log[message === told ? "debug" : "warn"]("failed to consume", { topic, error: message });
        told = message;
      }
      await delay(RETRY_PAUSE, { signal }).catch(() => {});
    }
  }

  /** Stops reading. */
  stop(): void {
    this.#stopped.abort();
  }

  async #readWhileLeadersStay(): Promise<void> {
    const { kafka, topic } = this.#options;
    const [{ partitions } = { partitions: [] }] = await kafka.topics([topic]);
    const led = partitions.filter(({ leader }) => leader >= 0);
    await this.#locate(led);
    this.#isWhole = led.length === partitions.length;
    this.#noteCaughtUp();
    const ended = new AbortController();
    const end = () => ended.abort();
    if (!this.#isWhole) delay(LEADERLESS_PAUSE, { signal: ended.signal }).then(end, () => {});
    const reads = [...Map.groupBy(led, ({ leader }) => leader)].map(([leader, led]) =>
      this.#readFrom(leader, led, ended.signal).finally(end)
    );
    // All have come to their end before any is begun anew, or a position would have two readers.
    const failed = (await Promise.allSettled(reads)).find(({ status }) => status === "rejected");
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  /** Finds the first offsets of partitions that have not been read yet. */
  async #locate(led: readonly LedPartition[]): Promise<void> {
    const { kafka, topic, startLatest, log } = this.#options;
    const unread = led.filter(({ partition }) => !this.#positions.has(partition));
    if (unread.length === 0) return;
    const [starts, ends] = await Promise.all([
      kafka.logEnds(unread, startLatest ? "stable" : "start"),
      kafka.logEnds(unread, "stable"),
    ]);
    for (const { partition, leader } of unread) {
      const [offset, end] = [starts, ends].map((found) => found.get(topic)?.get(partition));
      if (offset === undefined || end === undefined) {
        throw new Error(`broker ${leader} does not tell where partition ${partition} begins`);
      }
      this.#positions.set(partition, { offset, end });
    }
    log.info("starting consumers", { topic, count: unread.length });
  }

  /** Reads the partitions that one broker leads, until a partition has a new leader. */
  async #readFrom(
    leader: number,
    led: readonly LedPartition[],
    ended: AbortSignal,
  ): Promise<void> {
    const { kafka, topic } = this.#options;
    while (!ended.aborted && !this.#stopped.signal.aborted) {
      const positions = led.map(({ partition }) => ({
        topic,
        partition,
        offset: this.#positions.get(partition)!.offset,
      }));
      await inTurns(await kafka.fetch(leader, positions), (fetched) => this.#take(fetched));
      this.#noteCaughtUp();
    }
  }

  /** Never goes back to false: later records do not belong to the beginning. */
  #noteCaughtUp(): void {
    this.#isCaughtUp ||= this.#isWhole &&
      this.#positions.values().every(({ offset, end }) => offset >= end);
  }

  #take({ partition, records, next, error }: Fetched): void {
    if (error !== undefined) {
      // The log was cut, or made again: its beginning is looked for again.
      if (error === "OFFSET_OUT_OF_RANGE") this.#positions.delete(partition);
      throw new Error(`partition ${partition}: ${error}`);
    }
    for (const record of records) this.#process(partition, record);
    this.#positions.get(partition)!.offset = next;
  }

  #process(partition: number, { offset, key, value }: LogRecord): void {
    const { storage, log } = this.#options;
    if (key === null) return;
    try {
      const event = decodeRecord(key, value);
      if (event?.kind === "commit") storage.addCommit(event, offset);
      if (event?.kind === "forgotten") storage.forgetCommits(event);
      if (event?.kind === "group") storage.setMembers(event);
      if (event?.kind === "deleted") storage.deleteGroup(event.group);
    } catch (error) {
      log.warn("failed to decode", { partition, offset, reason: (error as Error).message });
    }
  }
}
