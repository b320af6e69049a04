/**
 * What can go wrong with Kafka: one type of error, with Kafka's own name for it.
 *
 * @module
 */
import { KAFKA_ERRORS, type KnownError } from "./error_table.ts";

/** The names that this library adds to Kafka's, for what no broker has said. */
const OWN_ERRORS: Record<string, { retriable: boolean }> = {
  /** No broker answers, or not the one that was asked, or not in time. */
  UNREACHABLE: { retriable: true },
  /** The topic is there, and has no partition of this number. */
  UNKNOWN_PARTITION: { retriable: false },
};

const BY_CODE: ReadonlyMap<number, KnownError> = new Map(
  KAFKA_ERRORS.map((error) => [error.code, error]),
);
const BY_NAME: ReadonlyMap<string, KnownError> = new Map(
  KAFKA_ERRORS.map((error) => [error.name, error]),
);

/** Kafka's name of an error code; undefined for 0, which is none. */
export function errorName(code: number): string | undefined {
  return code === 0 ? undefined : BY_CODE.get(code)?.name ?? `ERROR_${code}`;
}

/** What Kafka refused or could not do, or why it could not be asked. */
export class KafkaError extends Error {
  override name = "KafkaError";
  /** Kafka's name of the error, such as INVALID_REPLICATION_FACTOR; or UNREACHABLE, UNKNOWN_PARTITION. */
  readonly code: string;

  /** @param message reads "Cannot <action>: <what was found>". */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Whether the same request can succeed later. */
  get retriable(): boolean {
    return (OWN_ERRORS[this.code] ?? BY_NAME.get(this.code))?.retriable ?? false;
  }
}

/**
 * Throws what an answer's error code stands for.
 *
 * @param action what could not be done, to complete "Cannot …".
 * @param detail what Kafka said besides the code.
 * @throws {KafkaError} unless the code is 0.
 */
export function check(code: number, action: string, detail?: string | null): void {
  const name = errorName(code);
  if (name === undefined) return;
  throw new KafkaError(name, `Cannot ${action}: ${detail || BY_CODE.get(code)?.message || name}`);
}

/** Whether it is an error of Kafka's by this name, such as TOPIC_ALREADY_EXISTS. */
export function hasCode(error: unknown, code: string): error is KafkaError {
  return error instanceof KafkaError && error.code === code;
}
