import { deadline } from "@std/async";
import { KafkaError } from "../errors.ts";
import { Brokers } from "./brokers.ts";
import type { KafkaSettings } from "./settings.ts";

/** How long an answer of Kafka's is waited for, and then taken for good, in ms. */
const PROBE_TIMEOUT = 3_000;
const PROBE_TTL = 1_000;

/** Asks Kafka whether it is there, at most once a second however often it is asked itself. */
export class KafkaProbe {
  readonly #brokers: Brokers;
  #answer: Promise<string | undefined> | undefined;
  #askedAt = -Infinity;

  constructor(settings: KafkaSettings) {
    this.#brokers = new Brokers(settings);
  }

  /** Why Kafka cannot be reached, or `undefined` if it can. */
  reason(): Promise<string | undefined> {
    if (this.#answer === undefined || performance.now() - this.#askedAt > PROBE_TTL) {
      this.#askedAt = performance.now();
      this.#answer = this.#ask();
    }
    return this.#answer;
  }

  /** A quota that holds this client back is no news of Kafka's end: its broker has just answered. */
  async #ask(): Promise<string | undefined> {
    if (this.#brokers.isHeldBack) return undefined;
    try {
      await deadline(this.#brokers.metadata([]), PROBE_TIMEOUT);
      return undefined;
    } catch (error) {
      if (this.#brokers.isHeldBack) return undefined;
      if (error instanceof KafkaError) return error.message;
      return `Cannot reach Kafka: no answer within ${PROBE_TIMEOUT} ms`;
    }
  }

  /** Closes the probe's connections. */
  close(): void {
    this.#brokers.close().catch(() => {});
  }
}
