/**
 * Writes batches to one partition, one after the other, each once (KIP-98): a batch keeps its producer
 * id and its sequence through all tries, so that a leader that has it already, by its own log or by the
 * one that led before, acknowledges it and does not write it again.
 *
 * @module
 */
import { delay } from "@std/async";
import { settlesWithin } from "../client/settles_within.ts";
import { LOST_SEQUENCE } from "../error_kinds.ts";
import { check, errorName } from "../errors.ts";
import { type BatchRecord, writeBatch } from "../protocol/records/write_batch.ts";
import type { Leaders } from "./leaders.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";
import type { ProduceRequests } from "./produce_requests.ts";
import type { ProducerId, ProducerIds } from "./producer_ids.ts";
import { SendError, toSendError } from "./send_error.ts";

/** Is told how the delivery of a batch goes, and says how long it is wanted. */
export interface DeliveryWatch {
  /** A try has failed. It is followed by another one, unless Kafka refuses a record, or it is over. */
  failed(error: SendError): void;
  /** A try has had no answer for a while; told about every second. */
  waiting(error: SendError): void;
  /** Whether nobody wants the batch to be tried any more. */
  isOver(): boolean;
}

/** What a partition is written by, shared with the others. */
export interface PartitionSenderOptions {
  requests: ProduceRequests;
  leaders: Leaders;
  ids: ProducerIds;
  /** Until when brokers hold this client back by a quota, in ms, by broker. */
  throttledUntil: Map<number, number>;
}

/** After how long without an answer another broker is asked who leads the partition now, in ms. */
const PATIENCE = 1_000;

/** The pauses before a batch is sent again: each twice as long as the one before, in ms. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;

/** For how long what a broker does not know may be what Kafka has only just made, in ms. */
const NEWS_TIME = 1_000;
const NEWS: ReadonlySet<string> = new Set(["UNKNOWN_TOPIC_OR_PARTITION", "UNKNOWN_PARTITION"]);

/** The largest sequence and epoch that there are. */
const LAST_SEQUENCE = 0x7fff_ffff;
const LAST_EPOCH = 0x7fff;

const NO_HEADERS: BatchRecord["headers"] = [];

/** The sender of one partition. */
export class PartitionSender {
  readonly #topic: string;
  readonly #partition: number;
  readonly #options: PartitionSenderOptions;
  #id: ProducerId | undefined;
  /** Of the next record. */
  #sequence = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(topic: string, partition: number, options: PartitionSenderOptions) {
    this.#topic = topic;
    this.#partition = partition;
    this.#options = options;
  }

  /**
   * Writes a batch behind those before it, and returns the offset of its first record.
   *
   * @throws {SendError} when Kafka refuses a record of it, or it is over.
   */
  send(records: readonly OutgoingRecord[], watch: DeliveryWatch): Promise<bigint> {
    const sent = this.#last.then(() => this.#deliver(records, watch));
    this.#last = sent.catch(() => {});
    return sent;
  }

  async #deliver(records: readonly OutgoingRecord[], watch: DeliveryWatch): Promise<bigint> {
    const batch = records.map(withHeaders);
    const began = performance.now();
    // A try of the batch may have been written.
    let uncertain = false;
    let error = new SendError("UNREACHABLE", `Cannot ${this.#action}: its time is over`);
    for (let pause = 0;; pause = Math.min(2 * pause || FIRST_PAUSE, LONGEST_PAUSE)) {
      if (pause > 0 && !watch.isOver()) await this.#beforeAnother(pause);
      if (watch.isOver()) break;
      try {
        const offset = await this.#try(batch, watch);
        this.#sequence = following(this.#sequence, batch.length);
        return offset;
      } catch (thrown) {
        error = toSendError(thrown);
      }
      if (LOST_SEQUENCE.has(error.code)) {
        // The leader does not have this batch, or it would know it: it is written anew.
        this.#renew();
        continue;
      }
      uncertain ||= error.verdict === "unknown";
      if (error.verdict === "record") break;
      if (NEWS.has(error.code) && performance.now() - began < NEWS_TIME) continue;
      watch.failed(error);
    }
    // What may have been written has taken its sequence with it.
    if (uncertain) this.#renew();
    throw error;
  }

  async #beforeAnother(pause: number): Promise<void> {
    await delay(pause);
    // Kafka that cannot be asked now can be soon.
    await this.#options.leaders.refresh().catch(() => {});
  }

  async #try(batch: readonly BatchRecord[], watch: DeliveryWatch): Promise<bigint> {
    const { requests, leaders, ids, throttledUntil } = this.#options;
    const leader = await leaders.find(this.#topic, this.#partition);
    const id = this.#id ??= await ids.current();
    const records = writeBatch(batch, { ...id, firstSequence: this.#sequence });
    const answer = requests.send(leader, this.#topic, this.#partition, records);
    await this.#settled(answer, leader, watch);
    const { throttleTimeMs, errorCode, errorMessage, baseOffset } = await answer;
    if (throttleTimeMs > 0) throttledUntil.set(leader, performance.now() + throttleTimeMs);
    if (errorName(errorCode) === "UNKNOWN_TOPIC_OR_PARTITION") {
      // That there is the partition is known by now: its leader has not heard of it yet, or no more.
      const detail = `broker ${leader} does not know that it leads it`;
      throw new SendError("LEADER_NOT_AVAILABLE", `Cannot ${this.#action}: ${detail}`);
    }
    check(errorCode, this.#action, errorMessage);
    return BigInt(baseOffset);
  }

  /**
   * Waits for a leader's answer, and meanwhile asks the other brokers whether it still leads.
   *
   * @throws {SendError} UNREACHABLE as soon as another one does, or it is over.
   */
  async #settled(answer: Promise<unknown>, leader: number, watch: DeliveryWatch): Promise<void> {
    const { leaders } = this.#options;
    const began = performance.now();
    while (!await settlesWithin(answer, PATIENCE)) {
      const seconds = Math.round((performance.now() - began) / 1_000);
      const detail = `broker ${leader} has not answered for ${seconds} s`;
      watch.waiting(
        this.#throttled(leader) ??
          new SendError("UNREACHABLE", `Cannot ${this.#action} yet: ${detail}`),
      );
      await Promise.race([answer.catch(() => {}), leaders.refresh().catch(() => {})]);
      if (watch.isOver() || leaders.hasMoved(this.#topic, this.#partition, leader)) {
        throw new SendError("UNREACHABLE", `Cannot ${this.#action}: ${detail}`);
      }
    }
  }

  /** That a quota is why a broker has not answered, if it is. */
  #throttled(leader: number): SendError | undefined {
    const ms = (this.#options.throttledUntil.get(leader) ?? 0) - performance.now();
    if (ms <= 0) return undefined;
    const detail = `a quota of Kafka's holds this client back for ${Math.ceil(ms / 1_000)} s more`;
    return new SendError("THROTTLING_QUOTA_EXCEEDED", `Cannot ${this.#action} yet: ${detail}`);
  }

  /** Begins a new count of batches, which refuses what is still on its way of the old one. */
  #renew(): void {
    this.#sequence = 0;
    if (this.#id === undefined) return;
    if (this.#id.producerEpoch < LAST_EPOCH) {
      this.#id = { ...this.#id, producerEpoch: this.#id.producerEpoch + 1 };
    } else {
      this.#id = undefined;
      this.#options.ids.renew();
    }
  }

  get #action(): string {
    return `write to ${this.#topic}-${this.#partition}`;
  }
}

/** The record with a list of headers: itself, as a rule, as this runs for each record. */
function withHeaders(record: OutgoingRecord): BatchRecord {
  return record.headers ? record as BatchRecord : { ...record, headers: NO_HEADERS };
}

/** The sequence behind so many records: after the largest there is comes 0. */
function following(sequence: number, records: number): number {
  const next = sequence + records;
  return next > LAST_SEQUENCE ? next - LAST_SEQUENCE - 1 : next;
}
