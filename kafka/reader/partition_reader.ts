import { delay } from "@std/async";
import { LOST_BROKER, STALE_LEADER } from "../error_kinds.ts";
import { check, KafkaError } from "../errors.ts";
import type { KafkaSettings } from "../client/settings.ts";
import { Brokers } from "../client/brokers.ts";
import { type FetchBounds, type Fetched, fetchRecords, type Position } from "./fetch_records.ts";
import { fetchOffsets, type LedPartition } from "./log_offsets.ts";

/** How long to wait when a leader is lost, before it is looked for again, in ms. */
const RETRY_PAUSE = 200;

/**
 * Reads what is committed in the partitions of a topic, without a group. It has connections of its own, as a
 * broker answers the requests of one in turn, so that one who waits for records holds up nobody else.
 */
export class PartitionReader {
  readonly #brokers: Brokers;
  readonly #topic: string;
  #leaders: ReadonlyMap<number, number> | undefined;

  constructor(settings: KafkaSettings, topic: string) {
    this.#brokers = new Brokers(settings);
    this.#topic = topic;
  }

  /**
   * Where the partitions' logs begin, and where what is committed in them ends; those without a leader, or
   * whose leader is just moving, are missing.
   *
   * @param patienceMs for how long these are asked for again before they are left out.
   * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE.
   */
  async logs(patienceMs = 0): Promise<Map<number, { start: number; end: number }>> {
    const deadline = performance.now() + patienceMs;
    while (true) {
      const found = await this.#logsNow();
      if (found.size === this.partitions.length || performance.now() >= deadline) return found;
      await delay(RETRY_PAUSE);
    }
  }

  async #logsNow(): Promise<Map<number, { start: number; end: number }>> {
    const partitions = await this.#locate();
    const [starts, ends] = await Promise.all([
      fetchOffsets(this.#brokers, partitions, "start"),
      fetchOffsets(this.#brokers, partitions, "stable"),
    ]);
    const found = new Map<number, { start: number; end: number }>();
    for (const { partition } of partitions) {
      const start = starts.get(this.#topic)?.get(partition);
      const end = ends.get(this.#topic)?.get(partition);
      if (start !== undefined && end !== undefined) found.set(partition, { start, end });
    }
    return found;
  }

  /** The topic's partitions, as they were found last, ascending; those without a leader, too. */
  get partitions(): number[] {
    return [...this.#leaders?.keys() ?? []].sort((a, b) => a - b);
  }

  /** The offsets of the first records of a time on, in ms; -1: there is none. */
  async offsetsAt(time: number): Promise<ReadonlyMap<number, number>> {
    const partitions = await this.#locate();
    const found = await fetchOffsets(this.#brokers, partitions, { time });
    return found.get(this.#topic) ?? new Map();
  }

  /**
   * One round: what follows these offsets, by partition, now or within `maxWaitMs`. A partition whose
   * leader is lost is left out, and looked for in the next round. Where the log no longer has an
   * offset, reading goes on at its beginning.
   *
   * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION when it is deleted, UNREACHABLE when no broker answers.
   */
  async read(positions: ReadonlyMap<number, number>, bounds: FetchBounds): Promise<Fetched[]> {
    if (this.#leaders === undefined) await this.#locate();
    const leaders = this.#leaders;
    const wanted = [...positions].map(([partition, offset]) => ({
      topic: this.#topic,
      partition,
      offset,
      leader: leaders?.get(partition) ?? -1,
    }));
    const answers = await Promise.all(
      [...Map.groupBy(wanted, ({ leader }) => leader)].map(([leader, positions]) =>
        this.#readFrom(leader, positions, bounds)
      ),
    );
    if (this.#leaders === undefined) await delay(RETRY_PAUSE);
    return answers.flat();
  }

  /** Ends the connections; what is under way fails, or ends with its wait. */
  close(): Promise<void> {
    return this.#brokers.close();
  }

  async #locate(): Promise<LedPartition[]> {
    const { topics: [{ errorCode, partitions }] } = await this.#brokers.metadata([this.#topic]);
    check(errorCode, `read ${this.#topic}`);
    this.#leaders = new Map(partitions.map(({ partition, leader }) => [partition, leader]));
    return partitions.map(({ partition, leader }) => ({ topic: this.#topic, partition, leader }));
  }

  async #readFrom(
    leader: number,
    positions: readonly Position[],
    bounds: FetchBounds,
  ): Promise<Fetched[]> {
    if (leader < 0) return this.#lose();
    try {
      const fetched = await fetchRecords(this.#brokers, leader, positions, bounds);
      const taken = await Promise.all(fetched.map((one) => this.#take(one, leader)));
      return taken.filter((one) => one !== undefined);
    } catch (error) {
      if (!(error instanceof KafkaError) || !LOST_BROKER.has(error.code)) throw error;
      return this.#lose();
    }
  }

  async #take(fetched: Fetched, leader: number): Promise<Fetched | undefined> {
    const { topic, partition, error, detail = error } = fetched;
    if (error === undefined) return fetched;
    if (error === "OFFSET_OUT_OF_RANGE") {
      const starts = await fetchOffsets(this.#brokers, [{ topic, partition, leader }], "start");
      const next = starts.get(topic)?.get(partition);
      return next === undefined ? undefined : { ...fetched, next };
    }
    if (!STALE_LEADER.has(error)) {
      throw new KafkaError(error, `Cannot read partition ${partition} of ${topic}: ${detail}`);
    }
    this.#lose();
  }

  /** Looks for the leaders anew before the next round. */
  #lose(): [] {
    this.#leaders = undefined;
    return [];
  }
}
