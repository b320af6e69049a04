/**
 * Sends batches through kafkajs in the one way in which it neither loses nor reorders them.
 *
 * @module
 */
import { deadline, delay } from "@std/async";
import type { Kafka, Message, PartitionerArgs, Producer } from "../client/kafkajs.ts";
import { toMessages } from "../client/produce_request.ts";
import { LOST_BROKER, REFUSED_RECORD, REFUSED_TOPIC } from "../error_kinds.ts";
import { KafkaError } from "../errors.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";

/** How long a send is tried unless told otherwise, in ms. */
const SEND_TIMEOUT = 30_000;

/** What became of a batch that was not acknowledged. */
export type Verdict =
  /** Kafka refused a record of it. None of the batch was written. */
  | "record"
  /** Kafka refused all of it, for its topic or partition. None of the batch was written. */
  | "topic"
  /** It may have been written or not. */
  | "unknown";

/** A batch that was not acknowledged: UNREACHABLE where Kafka did not answer. */
export class SendError extends KafkaError {
  override name = "SendError";

  /** What became of the batch. */
  get verdict(): Verdict {
    if (REFUSED_RECORD.has(this.code)) return "record";
    return REFUSED_TOPIC.has(this.code) ? "topic" : "unknown";
  }
}

/** Kafka's error, which kafkajs wraps in its own once or twice. */
function toSendError(error: Error & { type?: string }): SendError {
  if (error instanceof SendError) return error;
  for (let inner = error; inner instanceof Error; inner = inner.cause as typeof error) {
    if (inner.type) return new SendError(inner.type, inner.message, { cause: error });
  }
  return new SendError("UNREACHABLE", error.message, { cause: error });
}

/** How long a producer may take to connect while brokers change their parts, and between tries, in ms. */
const CONNECT_TIMEOUT = 10_000;
const CONNECT_PAUSE = 200;

/**
 * Connects a producer. A new controller cannot give producer ids yet, which kafkajs waits 2.5 s for.
 * Nothing has been written by then, so what the table of errors lets be retried is tried again; where
 * nobody answers, kafkajs has tried long enough.
 */
async function connected(producer: Producer): Promise<void> {
  const end = performance.now() + CONNECT_TIMEOUT;
  while (true) {
    try {
      return await producer.connect();
    } catch (error) {
      const { code, retriable } = toSendError(error as Error);
      if (!retriable || LOST_BROKER.has(code) || performance.now() > end) throw error;
      await delay(CONNECT_PAUSE);
    }
  }
}

/** One kafkajs producer, and the sends that it has yet to settle. */
class Attempt {
  readonly #producer: Producer;
  readonly #abandoned = new WeakSet<Message>();
  readonly #connected: Promise<void>;
  #unsettled = 0;
  #retired = false;

  constructor(kafka: Kafka) {
    this.#producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      metadataMaxAge: 10_000,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 },
      createPartitioner: () => (args) => this.#partition(args),
    });
    this.#connected = connected(this.#producer);
    this.#connected.catch(() => {});
  }

  /** kafkajs asks before each try. An error of ours, as it is not retriable, ends an abandoned send. */
  #partition({ message }: PartitionerArgs): number {
    if (this.#abandoned.has(message)) throw new Error("abandoned");
    return message.partition!;
  }

  async send(topic: string, messages: Message[], timeoutMs: number): Promise<string> {
    this.#unsettled++;
    const sent = this.#connected
      .then(() => this.#producer.send({ topic, messages, acks: -1 }))
      .finally(() => {
        this.#unsettled--;
        this.#disconnectWhenSettled();
      });
    try {
      const [written] = await deadline(sent, timeoutMs);
      // kafkajs answers with nothing, and sends nothing, when it knows of no such partition.
      if (written === undefined) {
        throw new SendError("UNKNOWN_TOPIC_OR_PARTITION", `no such partition in ${topic}`);
      }
      return written.baseOffset!;
    } catch (error) {
      if ((error as Error).name !== "TimeoutError") throw error;
      for (const message of messages) this.#abandoned.add(message);
      const detail = `Cannot send to ${topic}: no answer within ${timeoutMs} ms`;
      throw new SendError("UNREACHABLE", detail);
    }
  }

  retire(): void {
    this.#retired = true;
    this.#disconnectWhenSettled();
  }

  #disconnectWhenSettled(): void {
    if (this.#retired && this.#unsettled === 0) this.#producer.disconnect().catch(() => {});
  }
}

/**
 * An idempotent producer with acks=all that avoids three faults of kafkajs 2.2.4:
 *
 * 1. A send over several partitions can resolve though one whose leader moved was never sent again,
 *    as the bookkeeping is by broker. So a send is for one partition.
 * 2. After a rejected send the sequence number is used again, and the broker can take the next batch
 *    for a duplicate and drop it. So a producer is not used after a rejected send; but for a record
 *    that Kafka refused: then nothing was written, and the number is free.
 * 3. Records without a key are given new partitions on each retry, so that some are written twice
 *    and some never. So the caller chooses the partition.
 *
 * See tulios/kafkajs#1005 and #1303.
 */
export class Sender {
  readonly #kafka: Kafka;
  #current: Attempt | undefined;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
  }

  /**
   * Writes the records to a partition, in their order, and returns the offset of the first one.
   * Every record must name that partition.
   *
   * @throws {SendError} when it is refused, or not acknowledged within `timeoutMs`.
   */
  async send(
    topic: string,
    records: readonly OutgoingRecord[],
    timeoutMs = SEND_TIMEOUT,
  ): Promise<bigint> {
    const attempt = this.#current ??= new Attempt(this.#kafka);
    try {
      return BigInt(await attempt.send(topic, toMessages(records), timeoutMs));
    } catch (error) {
      const sendError = toSendError(error as Error);
      if (sendError.verdict !== "record") this.#retire(attempt);
      throw sendError;
    }
  }

  /** Closes the connections, once what is under way has been settled. */
  close(): void {
    if (this.#current) this.#retire(this.#current);
  }

  #retire(attempt: Attempt): void {
    if (this.#current === attempt) this.#current = undefined;
    attempt.retire();
  }
}
