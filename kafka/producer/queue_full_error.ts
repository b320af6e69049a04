/** More waits for Kafka than may. */
export class QueueFullError extends Error {
  override name = "QueueFullError";
  /** After how many seconds the queue should be empty, at its present pace. */
  readonly retryAfterSeconds: number;

  /** @param records how many wait. */
  constructor(records: number, retryAfterSeconds: number) {
    super(`Cannot queue more: ${records} records wait for Kafka`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
