/**
 * Whether Kafka can be reached.
 *
 * @module
 */
import type { Admin, Kafka } from "kafkajs";

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
