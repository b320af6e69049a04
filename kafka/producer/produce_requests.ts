/**
 * Produce requests, in which the batches of many partitions go to the broker that leads them. A broker
 * takes a connection's requests one after the other, and the next only when all replicas in sync have
 * the one before: so what gathers meanwhile goes in one request, as Kafka's own client has it.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import type { Brokers } from "../client/brokers.ts";
import { settlesWithin } from "../client/settles_within.ts";
import { produce } from "../protocol/records/produce.ts";
import { byTopic, partitionName } from "../topic_partition.ts";
import { SendError } from "./send_error.ts";

/** What a leader says of a batch. */
export interface BatchAnswer {
  errorCode: number;
  errorMessage: string | null;
  /** Of its first record. */
  baseOffset: number;
  /** For how long the leader holds this client back by a quota, in ms. */
  throttleTimeMs: number;
}

/** A batch that waits for the next request to its leader. */
interface WaitingBatch extends PromiseWithResolvers<BatchAnswer> {
  topic: string;
  partition: number;
  records: Buffer;
}

/** What goes to one broker. */
interface Road {
  /** What goes with the next request, by topic and partition. */
  waiting: Map<string, WaitingBatch>;
  isUnderWay: boolean;
  /** Whether the request under way has had no answer for a while. */
  isLate: boolean;
  /** Those who have yet to make a batch for the next request. */
  turns: (() => void)[];
}

/** How long the replicas may take, and how long an answer is waited for, in ms. */
const REPLICAS_TIMEOUT = 10_000;
const ANSWER_TIMEOUT = 15_000;

/** For how long an answer is awaited before batches are made all the same, and their senders look for another leader, in ms. */
const PATIENCE = 1_000;

/** How large a request may get by a further batch. */
const MAX_REQUEST_BYTES = 4_000_000;

/** The produce requests of a client. */
export class ProduceRequests {
  readonly #brokers: Pick<Brokers, "request">;
  readonly #roads = new Map<number, Road>();

  constructor(brokers: Pick<Brokers, "request">) {
    this.#brokers = brokers;
  }

  /**
   * Sends a batch to the broker that leads its partition, with acks=all. One of the same partition that
   * still waits gives way to it.
   *
   * @throws {KafkaError} as {@linkcode Brokers.request}. What the broker says of the batch is in the answer.
   */
  send(
    leader: number,
    topic: string,
    partition: number,
    records: Buffer,
  ): Promise<BatchAnswer> {
    const road = this.#road(leader);
    const batch = { ...Promise.withResolvers<BatchAnswer>(), topic, partition, records };
    const name = partitionName(batch);
    road.waiting.get(name)?.reject(
      new SendError("UNREACHABLE", `Cannot write to ${topic}-${partition}: it is tried anew`),
    );
    road.waiting.set(name, batch);
    if (!road.isUnderWay) this.#goSoon(leader, road);
    return batch.promise;
  }

  /** Settles when a batch for this broker would go at once; `undefined` where that is so now. */
  turn(leader: number): Promise<void> | undefined {
    const road = this.#road(leader);
    if (!road.isUnderWay || road.isLate) return undefined;
    return new Promise((resolve) => road.turns.push(resolve));
  }

  #road(leader: number): Road {
    let road = this.#roads.get(leader);
    if (road === undefined) {
      road = { waiting: new Map(), isUnderWay: false, isLate: false, turns: [] };
      this.#roads.set(leader, road);
    }
    return road;
  }

  /** What comes in the same turn of the event loop, from other requests over HTTP too, goes along. */
  #goSoon(leader: number, road: Road): void {
    setImmediate(() => {
      if (!road.isUnderWay && road.waiting.size > 0) this.#go(leader, road);
    });
  }

  async #go(leader: number, road: Road): Promise<void> {
    road.isUnderWay = true;
    const request = this.#request(leader, take(road.waiting));
    if (!await settlesWithin(request, PATIENCE)) {
      road.isLate = true;
      callTurns(road);
      await request;
    }
    road.isUnderWay = road.isLate = false;
    callTurns(road);
    this.#goSoon(leader, road);
  }

  /** Sends one request, and tells each batch what became of it. */
  async #request(leader: number, batches: ReadonlyMap<string, WaitingBatch>): Promise<void> {
    const body = {
      transactionalId: null,
      acks: -1,
      timeoutMs: REPLICAS_TIMEOUT,
      topics: byTopic([...batches.values()], (batch) => batch),
    };
    try {
      const { topics, throttleTimeMs } = await this.#brokers.request(
        leader,
        produce,
        body,
        ANSWER_TIMEOUT,
      );
      for (const { name: topic, partitions } of topics) {
        for (const answer of partitions) {
          const name = partitionName({ topic, partition: answer.partition });
          batches.get(name)?.resolve({ ...answer, throttleTimeMs });
        }
      }
      // Settles no more than what the answer passes over.
      const left = new SendError(
        "UNREACHABLE",
        `Cannot write: broker ${leader} left it unanswered`,
      );
      for (const batch of batches.values()) batch.reject(left);
    } catch (error) {
      for (const batch of batches.values()) batch.reject(error);
    }
  }
}

function callTurns(road: Road): void {
  for (const resolve of road.turns.splice(0)) resolve();
}

/** Takes batches for a request, the oldest first, and at least one. */
function take(waiting: Map<string, WaitingBatch>): Map<string, WaitingBatch> {
  const taken = new Map<string, WaitingBatch>();
  let bytes = 0;
  for (const [name, batch] of waiting) {
    bytes += batch.records.length;
    if (taken.size > 0 && bytes > MAX_REQUEST_BYTES) break;
    taken.set(name, batch);
    waiting.delete(name);
  }
  return taken;
}
