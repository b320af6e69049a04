import type { Brokers } from "../../../kafka/client/brokers.ts";
import { retrying } from "../../../kafka/client/retry.ts";
import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { deleteGroup, resetOffsets } from "../../../kafka/admin/groups/reset_offsets.ts";
import { committedOffsets } from "../../../kafka/consumer/committed_offsets.ts";
import { check } from "../../../kafka/errors.ts";
import { findCoordinator } from "../../../kafka/protocol/groups/find_coordinator.ts";
import { initProducerId } from "../../../kafka/protocol/records/init_producer_id.ts";
import { produce } from "../../../kafka/protocol/records/produce.ts";
import { writeBatch } from "../../../kafka/protocol/records/write_batch.ts";
import { partitionName } from "../../../kafka/topic_partition.ts";

/** A partition for each broker to lead. */
const PARTITIONS = 3;

const NEW_ID = { transactionTimeoutMs: 60_000, producerId: -1, producerEpoch: -1 };

/** By what a broker knows a batch of no idempotent producer. */
const NO_SEQUENCE = { producerId: -1n, producerEpoch: -1, firstSequence: -1 };

/** How long an answer may take, and how long is asked again while leaders move, ms. */
const TIMEOUT = 15_000;
const PATIENCE = 90_000;

/** What the partitions answered to a batch. */
interface Written {
  partition: number;
  leader: number;
  offset: number;
  /** When the leader wrote it, by its clock: ms since 1970. */
  at: number;
}

/**
 * Things that a cluster is given to keep, so that it is known afterwards whether it has: a batch of an
 * idempotent producer in each partition of a topic, a transactional id, and the offsets of a group without members.
 */
export class Keepsakes {
  readonly #brokers: Brokers;
  readonly #name = `chaos-keepsake-${crypto.randomUUID().slice(0, 8)}`;
  /** By what the batches are known. */
  #batch = NO_SEQUENCE;
  #transactional = -1;
  #written: Written[] = [];

  constructor(brokers: Brokers) {
    this.#brokers = brokers;
  }

  /** Gives them to the cluster. */
  async give(): Promise<void> {
    await createTopic(this.#brokers, {
      name: this.#name,
      partitions: PARTITIONS,
      config: { "message.timestamp.type": "LogAppendTime" },
    });
    const producerId = await retrying(() => this.#askForProducerId(), PATIENCE);
    this.#batch = { producerId: BigInt(producerId), producerEpoch: 0, firstSequence: 0 };
    this.#written = await this.#write(this.#batch);
    this.#transactional = await this.#transactionalId();
    const target = { topic: this.#name, to: "latest" } as const;
    await retrying(() => resetOffsets(this.#brokers, this.#name, target), PATIENCE);
  }

  /** What the leaders' clocks say, by broker: ms since 1970. */
  async clocks(): Promise<Map<number, number>> {
    return new Map((await this.#write(NO_SEQUENCE)).map(({ leader, at }) => [leader, at]));
  }

  /** What of it the cluster has forgotten, in words; empty where nothing. */
  async forgotten(): Promise<string[]> {
    const again = await this.#write(this.#batch);
    const topic = this.#name;
    const committed = await committedOffsets(
      this.#brokers,
      topic,
      this.#written.map(({ partition }) => ({ topic, partition })),
    );
    const found: string[] = [];
    for (const { partition, offset } of this.#written) {
      // One that is known is acknowledged where it is, and not written again (KIP-98).
      const now = again.find((written) => written.partition === partition)?.offset;
      if (now !== offset) found.push(`the batches of a producer in partition ${partition}`);
      if (committed.get(partitionName({ topic, partition }))?.offset !== offset + 1) {
        found.push(`what a group has committed in partition ${partition}`);
      }
    }
    if (await this.#transactionalId() !== this.#transactional) found.push("a transactional id");
    return found;
  }

  /** Takes them away again. */
  async take(): Promise<void> {
    // What is left would be in nobody's way.
    await deleteGroup(this.#brokers, this.#name).catch(() => {});
    await deleteTopic(this.#brokers, this.#name).catch(() => {});
  }

  /** Writes a batch to each partition, known by this sequence. */
  #write(sequence: typeof NO_SEQUENCE): Promise<Written[]> {
    return retrying(() => this.#tryToWrite(sequence), PATIENCE);
  }

  async #tryToWrite(sequence: typeof NO_SEQUENCE): Promise<Written[]> {
    const { topics: [topic] } = await this.#brokers.metadata([this.#name]);
    check(topic.errorCode, `write to ${this.#name}`);
    return await Promise.all(topic.partitions.map(async ({ partition, leader }) => {
      const record = { key: "kept", value: "kept", headers: [] };
      const records = writeBatch([record], sequence);
      const request = {
        ...{ transactionalId: null, acks: -1, timeoutMs: TIMEOUT },
        topics: [{ name: this.#name, partitions: [{ partition, records }] }],
      };
      const { topics } = await this.#brokers.request(leader, produce, request, TIMEOUT);
      const { errorCode, baseOffset, logAppendTimeMs } = topics[0].partitions[0];
      check(errorCode, `write to ${this.#name}`);
      return { partition, leader, offset: baseOffset, at: logAppendTimeMs };
    }));
  }

  async #askForProducerId(): Promise<number> {
    const request = { ...NEW_ID, transactionalId: null };
    const given = await this.#brokers.requestAny(initProducerId, request);
    check(given.errorCode, "get a producer id");
    return given.producerId;
  }

  /** The producer id that goes with the transactional id: another one, where that is not known any more. */
  #transactionalId(): Promise<number> {
    return retrying(() => this.#askForTransactionalId(), PATIENCE);
  }

  async #askForTransactionalId(): Promise<number> {
    const key = this.#name;
    const found = await this.#brokers.requestAny(findCoordinator, { key, keyType: 1 });
    check(found.errorCode, `find the coordinator of transactional id ${key}`);
    const request = { ...NEW_ID, transactionalId: key };
    const given = await this.#brokers.request(found.nodeId, initProducerId, request);
    check(given.errorCode, `begin with transactional id ${key}`);
    return given.producerId;
  }
}
