import { assert, assertEquals, assertRejects } from "@std/assert";
import { Kafka, logLevel, type Producer } from "kafkajs";
import { connect as connectSocket, type Socket } from "node:net";
import { Brokers } from "../../kafka/client/brokers.ts";
import "../../kafka/client/timers.ts";
import { KafkaError } from "../../kafka/errors.ts";
import { stampedSource } from "../../functions/runtime/ledger/numbering.ts";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import { nowMicros } from "../../kafka/producer/now_micros.ts";
import { SendError } from "../../kafka/producer/send_error.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { Outbox } from "../../kafka/producer/outbox.ts";
import { ProduceReceipt } from "../../functions/runtime/producing/produce_receipt.ts";
import { eventually, type Lab } from "../lab.ts";

/**
 * What must not happen to records, in three situations in which kafkajs 2.2.4 by itself loses or
 * doubles them. Each scenario shows first that it does, and so that the situation is the one meant.
 */
export function deliveryScenarios({ brokers }: Pick<Lab, "brokers">): void {
  Deno.test("no partition of a request must be left out when its leader moves", async () => {
    await using lab = await FaultyTopic.create(brokers, [[1, 2], [2, 1]]);
    const both = [message("a", 0), message("b", 1)];
    const plain = await lab.plainProducer();
    const outbox = lab.outbox();
    await plain.send({ topic: lab.topic, messages: both });
    await deliver(outbox, lab.topic, both);
    await lab.moveLeader(1, [1, 3]);

    // Broker 2 refuses "d". Its partition is now with broker 1, which has answered for "c" already.
    await plain.send({ topic: lab.topic, messages: [message("c", 0), message("d", 1)] });
    assertEquals(await lab.log(), ["a", "a", "b", "b", "c"], "kafkajs is expected to lose d");

    await deliver(outbox, lab.topic, [message("e", 0), message("f", 1)]);
    assertEquals(await lab.log(), ["a", "a", "b", "b", "c", "e", "f"]);
  });

  Deno.test("no record must vanish after a send whose answer was lost", async () => {
    await using lab = await FaultyTopic.create(brokers, [[1, 2, 3]]);
    const plain = await lab.plainProducer();
    await plain.send({ topic: lab.topic, messages: [message("a", 0)] });
    const sender = lab.sender();
    await sender.send(lab.topic, [message("b", 0)]);

    lab.loseAnswers = true;
    await assertRejects(() => plain.send({ topic: lab.topic, messages: [message("c", 0)] }));
    await assertRejects(() => sender.send(lab.topic, [message("d", 0)], 2_000), SendError);
    lab.loseAnswers = false;

    // The broker has written "c". It takes "e", with the same sequence number, for "c" once more.
    await plain.send({ topic: lab.topic, messages: [message("e", 0)] });
    assertEquals(await lab.log(), ["a", "b", "c", "d"], "kafkajs is expected to lose e");

    await sender.send(lab.topic, [message("f", 0)]);
    assertEquals(await lab.log(), ["a", "b", "c", "d", "f"]);
  });

  Deno.test("no record without a key must be lost or written twice when a leader moves", async () => {
    await using lab = await FaultyTopic.create(brokers, [[1, 2], [2, 1]]);
    const plain = await lab.plainProducer();
    const outbox = lab.outbox();
    await plain.send({ topic: lab.topic, messages: [message("a", 0)] });
    await deliver(outbox, lab.topic, [message("a", 0), message("b", 1)]);
    await lab.moveLeader(1, [3, 1]);

    // Three records in turn over two partitions: on the retry each one is in the other partition.
    const keyless = ["c", "d", "e"].map((value) => ({ value }));
    await plain.send({ topic: lab.topic, messages: keyless });
    const log = (await lab.log()).filter((value) => value > "b");
    assert(log.join() !== "c,d,e", "kafkajs is expected to lose some and to double others");

    await deliver(outbox, lab.topic, [message("f", 1), message("g", 1), message("h", 0)]);
    assertEquals((await lab.log()).filter((value) => value > "e"), ["f", "g", "h"]);
  });
}

function message(value: string, partition: number) {
  return { key: null, value, partition };
}

/** Sends the messages as the producer function does, and settles when all are acknowledged. */
async function deliver(outbox: Outbox, topic: string, records: OutgoingRecord[]): Promise<void> {
  const source = stampedSource(crypto.randomUUID(), 30_000);
  const receipt = new ProduceReceipt(records.length);
  records.forEach((record, index) => {
    outbox.push(topic, { record, bytes: 100, time: nowMicros(), source, receipt, index });
  });
  for (const { error } of await receipt.results()) assertEquals(error, null);
}

/** A topic whose leaders can be moved, and clients whose answers can be lost. */
class FaultyTopic implements AsyncDisposable {
  readonly topic = `delivery-${crypto.randomUUID()}`;
  /** Whether what brokers answer is thrown away. */
  loseAnswers = false;
  readonly #brokers: string[];
  readonly #kafka: Kafka;
  readonly #close: (() => Promise<void> | void)[] = [];

  static async create(brokers: string[], replicas: number[][]): Promise<FaultyTopic> {
    const topic = new FaultyTopic(brokers);
    await topic.#createTopic(replicas);
    return topic;
  }

  private constructor(brokers: string[]) {
    this.#brokers = brokers;
    this.#kafka = new Kafka({
      brokers,
      logLevel: logLevel.NOTHING,
      requestTimeout: 1_500,
      socketFactory: ({ host, port, onConnect }) => this.#losingSocket(host, port, onConnect),
    });
  }

  /** kafkajs as it comes. */
  async plainProducer(): Promise<Producer> {
    const producer = this.#kafka.producer({ idempotent: true, retry: { retries: 3 } });
    await producer.connect();
    this.#close.push(() => producer.disconnect());
    return producer;
  }

  sender(): Sender {
    const brokers = new Brokers({ brokers: this.#brokers, clientId: this.topic });
    const sender = new Sender({
      metadata: (topics) => brokers.metadata(topics),
      request: async (broker, api, body, timeoutMs) => {
        const answer = await brokers.request(broker, api, body, timeoutMs);
        if (this.loseAnswers) throw new KafkaError("UNREACHABLE", "Cannot read the answer");
        return answer;
      },
      close: () => brokers.close(),
    });
    this.#close.push(() => sender.close());
    return sender;
  }

  outbox(): Outbox {
    const sender = this.sender();
    return new Outbox({
      sender,
      maxRecords: 1_000,
      maxBytes: 1_000_000,
    });
  }

  /** Moves a partition to these brokers, of which one in sync becomes the leader. */
  async moveLeader(partition: number, replicas: number[]): Promise<void> {
    const { topic } = this;
    const admin = await this.#admin();
    const before = await this.#leader(partition);
    await admin.alterPartitionReassignments({
      topics: [{ topic, partitionAssignment: [{ partition, replicas }] }],
    });
    await eventually("the leader has moved", async () => {
      const leader = await this.#leader(partition);
      return leader !== before && replicas.includes(leader);
    });
  }

  /** The values in the topic, sorted. */
  async log(): Promise<string[]> {
    const { topic } = this;
    const admin = await this.#admin();
    const ends = await eventually("leaders are known", () => admin.fetchTopicOffsets(topic));
    const count = ends.reduce((sum, { high }) => sum + Number(high), 0);
    const values: string[] = [];
    const consumer = this.#kafka.consumer({ groupId: topic, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const all = Promise.withResolvers<void>();
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        if (values.push(`${message.value}`) === count) all.resolve();
        return Promise.resolve();
      },
    });
    await all.promise;
    await consumer.disconnect();
    return values.sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const admin = await this.#admin();
    await admin.deleteTopics({ topics: [this.topic] });
    for (const close of this.#close) await close();
  }

  async #createTopic(replicas: number[][]): Promise<void> {
    const admin = await this.#admin();
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{
        topic: this.topic,
        replicaAssignment: replicas.map((replicas, partition) => ({ partition, replicas })),
      }],
    });
  }

  async #leader(partition: number): Promise<number> {
    const admin = await this.#admin();
    const { topics: [{ partitions }] } = await admin.fetchTopicMetadata({ topics: [this.topic] });
    return partitions.find(({ partitionId }) => partitionId === partition)!.leader;
  }

  async #admin() {
    const admin = this.#kafka.admin();
    await admin.connect();
    this.#close.push(() => admin.disconnect());
    return admin;
  }

  #losingSocket(host: string, port: number, onConnect: () => void): Socket {
    const socket = connectSocket({ host, port }, onConnect);
    const emit = socket.emit.bind(socket);
    socket.emit = (event: string | symbol, ...args: unknown[]) =>
      event === "data" && this.loseAnswers ? true : emit(event, ...args);
    return socket;
  }
}
