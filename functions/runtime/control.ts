/**
 * What a function is wanted to do, kept in a compacted Kafka topic: it outlives the process, and
 * every replica of the function follows it. HTTP routes write a wanted state and change nothing
 * themselves; the change comes out of the log, on every replica, in the log's order.
 *
 * @module
 */
import type { Admin, Consumer, Kafka, KafkaMessage } from "kafkajs";
import { Problem } from "./errors.ts";
import { Sender } from "./sender.ts";

/** Options of {@linkcode Control}. */
export interface ControlOptions<T> {
  kafka: Kafka;
  /** The control topic; created where it is missing. */
  topic: string;
  /** The function's name, which is the key of its wanted state. */
  key: string;
  /** The wanted state in a record's value. @throws if it is none: the record is then passed over. */
  parse(json: unknown): T;
  /** Makes the wanted state so. Called for one state after the other, never at the same time. */
  apply(wanted: T): Promise<void> | void;
}

/** How long a change may take to be written, and then to be applied by this replica, in ms. */
const WRITE_TIMEOUT = 10_000;
const APPLY_TIMEOUT = 40_000;

const RETRY_PAUSE = 500;

/** How many failures in a row are told. */
const FAILURES_TOLD = 3;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Follows and sets the wanted state of one function. */
export class Control<T> {
  readonly #options: ControlOptions<T>;
  readonly #sender: Sender;
  readonly #waiting = new Map<bigint, () => void>();
  #consumer: Consumer | undefined;
  #stopped = false;
  #reason: string | undefined = "Cannot say yet what is wanted: the control topic is being read";
  /** The end of the log when it was first looked at: there, this replica is up to date. */
  #end = 0n;
  /** The offset of the last record read, and of the last one applied. */
  #read = -1n;
  #applied = -1n;
  #applying: Promise<void> = Promise.resolve();
  readonly #known = Promise.withResolvers<void>();
  #changing: Promise<unknown> = Promise.resolve();
  #current: T | undefined;
  #next: T | undefined;

  constructor(options: ControlOptions<T>) {
    this.#options = options;
    this.#sender = new Sender(options.kafka);
  }

  /** The wanted state that was applied last; `undefined` if none was ever set. */
  get current(): T | undefined {
    return this.#current;
  }

  /** Why the wanted state is not known yet, or `undefined` if it is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Resolves once the wanted state is known. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /** Follows the topic from its beginning until {@linkcode close}, through any failure of Kafka's. */
  async follow(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      try {
        await this.#followOnce();
        failures = 0;
      } catch (error) {
        this.#reason = `Cannot follow ${this.#options.topic}: ${(error as Error).message}`;
        // Brokers that have just started, or a topic just created, are no news.
        if (++failures === FAILURES_TOLD) console.warn(this.#reason);
        await pause(RETRY_PAUSE);
      }
    }
  }

  /**
   * Decides on a new wanted state from the current one, writes it, and returns once this replica has
   * applied it. Changes asked for at the same time are decided one after the other.
   *
   * @param decide returns `undefined` where nothing has to change.
   * @returns whether something did.
   * @throws {Problem} 503 if the current state is not known, or the new one cannot be written, or is
   * not applied in time.
   */
  change(decide: (current: T | undefined) => T | undefined): Promise<boolean> {
    const changed = this.#changing.then(async () => {
      if (this.#reason !== undefined) throw new Problem("noKafka", this.#reason);
      const wanted = decide(this.#current);
      if (wanted === undefined) return false;
      await this.#write(wanted);
      return true;
    });
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #write(wanted: T): Promise<void> {
    const { topic, key } = this.#options;
    let offset: bigint;
    try {
      const value = JSON.stringify(wanted);
      offset = await this.#sender.send(topic, [{ key, value, partition: 0 }], WRITE_TIMEOUT);
    } catch (error) {
      throw new Problem("noKafka", `Cannot write to ${topic}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    await this.#appliedAt(offset);
  }

  /** Stops following. */
  async close(): Promise<void> {
    this.#stopped = true;
    this.#sender.close();
    await this.#consumer?.disconnect();
    await this.#applying;
  }

  async #appliedAt(offset: bigint): Promise<void> {
    if (this.#applied >= offset) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(offset, resolve);
      timer = setTimeout(() => {
        const detail = "The change is written, but this replica has not applied it in time";
        reject(new Problem("noKafka", detail));
      }, APPLY_TIMEOUT);
    }).finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(offset);
    });
  }

  async #followOnce(): Promise<void> {
    const { kafka, topic, key } = this.#options;
    const admin = kafka.admin();
    try {
      await admin.connect();
      await createControlTopic(admin, topic);
      const [{ high }] = await admin.fetchTopicOffsets(topic);
      this.#end = BigInt(high);
    } finally {
      await admin.disconnect();
    }
    this.#reachedEnd();
    // A group of its own, as every replica must see every record. It commits nothing, so Kafka
    // forgets it when it is left.
    const consumer = kafka.consumer({
      groupId: `${topic}-${key}-${crypto.randomUUID()}`,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 500,
      retry: { restartOnFailure: () => Promise.resolve(false) },
    });
    this.#consumer = consumer;
    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    const closed = new Promise<void>((resolve) => {
      consumer.on(consumer.events.DISCONNECT, () => resolve());
    });
    crashed.catch(() => {});
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: ({ message }) => Promise.resolve(this.#take(message)),
      });
      await Promise.race([crashed, closed]);
    } finally {
      await consumer.disconnect();
    }
  }

  /** Takes a record in. After a rebalance the log is read from its beginning again. */
  #take({ key, value, offset: text }: KafkaMessage): void {
    const offset = BigInt(text);
    if (offset <= this.#read) return;
    this.#read = offset;
    if (key?.toString() === this.#options.key) this.#next = this.#parse(value) ?? this.#next;
    // Of what was written before this replica came, only the last is wanted still.
    if (offset + 1n < this.#end) return;
    const wanted = this.#next;
    this.#next = undefined;
    this.#applying = this.#applying.then(() => this.#apply(wanted, offset));
  }

  #parse(value: Uint8Array | null): T | undefined {
    try {
      return this.#options.parse(JSON.parse(new TextDecoder().decode(value ?? undefined)));
    } catch (error) {
      console.warn(`Passed over a record of ${this.#options.topic}: ${(error as Error).message}`);
    }
  }

  async #apply(wanted: T | undefined, offset: bigint): Promise<void> {
    if (wanted !== undefined) {
      this.#current = wanted;
      try {
        await this.#options.apply(wanted);
      } catch (error) {
        console.error(`Cannot apply the wanted state: ${(error as Error).message}`);
      }
    }
    this.#applied = offset;
    this.#reachedEnd();
    for (const [awaited, resolve] of this.#waiting) if (awaited <= offset) resolve();
  }

  #reachedEnd(): void {
    if (this.#applied + 1n < this.#end) return;
    this.#reason = undefined;
    this.#known.resolve();
  }
}

/**
 * Creates the control topic where it is missing, with the cluster's default replication (KIP-464).
 * While too few brokers are up for that, Kafka refuses, and the caller tries again: a topic that is
 * created in haste, beside brokers that are only starting, would keep too few replicas for good.
 */
async function createControlTopic(admin: Admin, topic: string): Promise<void> {
  if ((await admin.listTopics()).includes(topic)) return;
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{
      topic,
      numPartitions: 1,
      replicationFactor: -1,
      configEntries: [{ name: "cleanup.policy", value: "compact" }],
    }],
  });
}
