/**
 * The Kafka client of a function, made from its settings, and whether Kafka can be reached.
 *
 * @module
 */
import { type Admin, Kafka, type KafkaConfig, logLevel, type SASLOptions } from "kafkajs";
import type { SharedSettings } from "./config.ts";
import "../../kafkajs/compression.ts";
import "../../kafkajs/encoder.ts";
import "../../kafkajs/timers.ts";

/** Which settings concern Kafka. */
export type KafkaSettings = Pick<
  SharedSettings,
  | "brokers"
  | "clientId"
  | "ssl"
  | "sslCa"
  | "sslCert"
  | "sslKey"
  | "saslMechanism"
  | "saslUsername"
  | "saslPassword"
>;

/** The settings as kafkajs takes them. */
export function kafkaConfig(settings: KafkaSettings) {
  const { brokers, clientId, ssl, sslCa, sslCert, sslKey } = settings;
  const { saslMechanism, saslUsername, saslPassword } = settings;
  return {
    brokers: [...brokers],
    clientId,
    ssl: ssl === "true"
      ? { ...(sslCa && { ca: sslCa }), ...(sslCert && { cert: sslCert, key: sslKey }) }
      : undefined,
    sasl: saslMechanism &&
      { mechanism: saslMechanism, username: saslUsername, password: saslPassword } as SASLOptions,
    connectionTimeout: 3_000,
  } satisfies KafkaConfig;
}

/**
 * A kafkajs client. It does not log: kafkajs reports what it goes on to retry as errors, and what it
 * gives up reaches the caller as an exception anyhow. `KAFKAJS_LOG_LEVEL` makes it speak.
 */
export function createKafka(settings: KafkaSettings): Kafka {
  return new Kafka({
    ...kafkaConfig(settings),
    logLevel: logLevel.NOTHING,
    requestTimeout: 5_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
  });
}

/** How long an answer of Kafka's is waited for, and then taken for good, in ms. */
const PROBE_TIMEOUT = 3_000;
const PROBE_TTL = 1_000;

/** Asks Kafka whether it is there, at most once a second however often it is asked itself. */
export class KafkaProbe {
  readonly #kafka: Kafka;
  #admin: Admin | undefined;
  #answer: Promise<string | undefined> | undefined;
  #askedAt = -Infinity;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
  }

  /** Why Kafka cannot be reached, or `undefined` if it can. */
  reason(): Promise<string | undefined> {
    if (this.#answer === undefined || performance.now() - this.#askedAt > PROBE_TTL) {
      this.#askedAt = performance.now();
      this.#answer = this.#ask();
    }
    return this.#answer;
  }

  async #ask(): Promise<string | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const timeout = new Promise<never>((_, reject) => {
        const error = new Error(`no answer within ${PROBE_TIMEOUT} ms`);
        timer = setTimeout(() => reject(error), PROBE_TIMEOUT);
      });
      await Promise.race([this.#describe(), timeout]);
      return undefined;
    } catch (error) {
      // The connection may be half dead: the next question takes a new one.
      this.close();
      return `Cannot reach Kafka: ${(error as Error).message}`;
    } finally {
      clearTimeout(timer);
    }
  }

  async #describe(): Promise<void> {
    if (this.#admin === undefined) {
      this.#admin = this.#kafka.admin();
      await this.#admin.connect();
    }
    await this.#admin.describeCluster();
  }

  /** Closes the probe's connection. */
  close(): void {
    this.#admin?.disconnect().catch(() => {});
    this.#admin = undefined;
  }
}
