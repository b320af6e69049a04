/**
 * What a function is wanted to do, kept in a compacted Kafka topic: it outlives the process, and
 * every replica of the function follows it. HTTP routes write a wanted state and change nothing
 * themselves; the change comes out of the log, on every replica, in the log's order.
 *
 * @module
 */
import { KafkaError } from "../../../kafka/errors.ts";
import type { Admin, Kafka } from "kafkajs";
import { Problem } from "../http/problem.ts";
import type { PartitionReader } from "../../../kafka/reader/partition_reader.ts";
import type { LogRecord } from "../../../kafka/protocol/records/record_batch.ts";
import { Sender } from "../../../kafka/producer/sender.ts";

/** Options of {@linkcode Control}. */
export interface ControlOptions<T> {
  kafka: Kafka;
  /** Reads the control topic; closed with the control. */
  reader: Pick<PartitionReader, "logs" | "read" | "close">;
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

/** How long a broker waits for news, in ms, and how many bytes of them it sends. */
const FETCH = { maxWaitMs: 500, maxBytes: 1_048_576, maxPartitionBytes: 1_048_576 };

/** How many failures in a row are told. */
const FAILURES_TOLD = 3;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Follows and sets the wanted state of one function. */
export class Control<T> {
  readonly #options: ControlOptions<T>;
  readonly #sender: Sender;
  readonly #waiting = new Map<number, () => void>();
  #stopped = false;
  #reason: string | undefined = "Cannot say yet what is wanted: the control topic is being read";
  /** The end of the log when it was last looked at: there, this replica is up to date. */
  #end = 0;
  /** Where to read on. */
  #position = 0;
  /** The offset of the last record applied. */
  #applied = -1;
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
        if (this.#stopped) break;
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
    let offset: number;
    try {
      const value = JSON.stringify(wanted);
      const messages = [{ key, value, partition: 0 }];
      offset = Number(await this.#sender.send(topic, messages, WRITE_TIMEOUT));
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
    await this.#options.reader.close();
    await this.#applying;
  }

  async #appliedAt(offset: number): Promise<void> {
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
    const { reader } = this.#options;
    this.#end = await this.#logEnd();
    this.#reachedEnd();
    while (!this.#stopped) {
      for (const { records, next } of await reader.read(new Map([[0, this.#position]]), FETCH)) {
        for (const record of records) this.#take(record);
        this.#position = next;
      }
    }
  }

  async #logEnd(): Promise<number> {
    const { kafka, topic, reader } = this.#options;
    const logs = await reader.logs().catch(async (error) => {
      if (!(error instanceof KafkaError) || error.code !== "UNKNOWN_TOPIC_OR_PARTITION") {
        throw error;
      }
      await createControlTopic(kafka.admin(), topic);
      return await reader.logs();
    });
    const log = logs.get(0);
    if (log === undefined) throw new Error("it has no leader");
    return log.end;
  }

  /** Takes a record in. */
  #take({ key, value, offset }: LogRecord): void {
    if (key?.toString() === this.#options.key) this.#next = this.#parse(value) ?? this.#next;
    // Of what was written before this replica came, only the last is wanted still.
    if (offset + 1 < this.#end) return;
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

  async #apply(wanted: T | undefined, offset: number): Promise<void> {
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
    if (this.#applied + 1 < this.#end) return;
    this.#reason = undefined;
    this.#known.resolve();
  }
}

/**
 * Creates the control topic, with the cluster's default replication (KIP-464).
 * While too few brokers are up for that, Kafka refuses, and the caller tries again: a topic that is
 * created in haste, beside brokers that are only starting, would keep too few replicas for good.
 */
async function createControlTopic(admin: Admin, topic: string): Promise<void> {
  try {
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: true,
      topics: [{
        topic,
        numPartitions: 1,
        replicationFactor: -1,
        configEntries: [{ name: "cleanup.policy", value: "compact" }],
      }],
    });
  } finally {
    await admin.disconnect();
  }
}
