/**
 * What became of a produce request's records, in the shape of Confluent's REST Proxy v2.
 *
 * @module
 */
import { Problem } from "../http/problems/problem.ts";
import type { SendError } from "../../../kafka/producer/send_error.ts";
import type { Receipt } from "../../../kafka/producer/entry.ts";

/** One record's result: where it was written, or why it was not. */
export interface RecordResult {
  partition: number | null;
  offset: number | null;
  error_code: number | null;
  error: string | null;
}

/** REST Proxy's error codes of a record. */
export const RECORD_ERRORS = {
  notAuthorized: 40301,
  noTopic: 40401,
  noPartition: 40402,
  undecodable: 422,
  refused: 50002,
  undelivered: 50003,
} as const;

/** After how many seconds a client may try again what Kafka did not take. */
const RETRY_AFTER = 5;

/** Gathers the results of a request's records. */
export class ProduceReceipt implements Receipt {
  readonly #results: RecordResult[];
  readonly #undelivered: SendError[] = [];
  #missing: number;
  #resolve: () => void = () => {};

  constructor(records: number) {
    this.#results = new Array(records);
    this.#missing = records;
  }

  acknowledged(index: number, partition: number, offset: number): void {
    this.#settle(index, { partition, offset, error_code: null, error: null });
  }

  failed(index: number, partition: number, error: SendError): void {
    if (error.verdict !== "record") this.#undelivered.push(error);
    const code = RECORD_ERRORS[errorOf(error)];
    this.#settle(index, { partition, offset: null, error_code: code, error: describe(error) });
  }

  /** A record that is not even sent. */
  refused(index: number, reason: "undecodable" | "noPartition", error: string): void {
    const code = RECORD_ERRORS[reason];
    this.#settle(index, { partition: null, offset: null, error_code: code, error });
  }

  /**
   * The results, once there is one for each record.
   *
   * @throws {Problem} if none was delivered because the topic is gone, or Kafka out of reach.
   */
  async results(): Promise<RecordResult[]> {
    if (this.#missing > 0) await new Promise<void>((resolve) => this.#resolve = resolve);
    const [error] = this.#undelivered;
    if (error !== undefined && this.#undelivered.length === this.#results.length) {
      const kind = errorOf(error);
      if (kind === "refused") throw new Problem("invalid", describe(error));
      if (kind !== "undelivered") throw new Problem(kind, describe(error));
      const headers = { "retry-after": `${RETRY_AFTER}` };
      const isThrottled = error.code === "THROTTLING_QUOTA_EXCEEDED";
      throw new Problem(isThrottled ? "busy" : "noKafka", describe(error), { headers });
    }
    return this.#results;
  }

  #settle(index: number, result: RecordResult): void {
    this.#results[index] = result;
    if (--this.#missing === 0) this.#resolve();
  }
}

/** What to change, where Kafka's word for it does not say. */
const ADVICE: Record<string, string> = {
  INVALID_RECORD: "; a compacted topic takes no record without a key",
  MESSAGE_TOO_LARGE: "; the topic's max.message.bytes sets the limit",
};

function describe({ code, message }: SendError): string {
  return code === "UNREACHABLE" ? message : `${message} (${code})${ADVICE[code] ?? ""}`;
}

function errorOf({ code, verdict }: SendError) {
  switch (code) {
    case "UNKNOWN_TOPIC_OR_PARTITION":
      return "noTopic";
    case "UNKNOWN_PARTITION":
      return "noPartition";
    case "TOPIC_AUTHORIZATION_FAILED":
    case "CLUSTER_AUTHORIZATION_FAILED":
      return "notAuthorized";
  }
  return verdict === "unknown" || verdict === "later" ? "undelivered" : "refused";
}
