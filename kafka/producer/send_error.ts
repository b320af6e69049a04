import { REFUSED_FOR_NOW, REFUSED_RECORD, REFUSED_TOPIC } from "../error_kinds.ts";
import { KafkaError } from "../errors.ts";

/** What became of a batch that was not acknowledged. */
export type Verdict =
  /** Kafka refused a record of it. None of the batch was written. */
  | "record"
  /** Kafka refused all of it, for its topic or partition. None of the batch was written. */
  | "topic"
  /** Kafka takes none now. None of the batch was written. */
  | "later"
  /** It may have been written or not. */
  | "unknown";

/** A batch that was not acknowledged: UNREACHABLE where Kafka did not answer. */
export class SendError extends KafkaError {
  override name = "SendError";

  /** What became of the batch. */
  get verdict(): Verdict {
    if (REFUSED_RECORD.has(this.code)) return "record";
    if (REFUSED_TOPIC.has(this.code)) return "topic";
    return REFUSED_FOR_NOW.has(this.code) ? "later" : "unknown";
  }
}

/** An error of Kafka's, or of its connections, as one of a batch. */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const { message } = error as Error;
  const code = error instanceof KafkaError ? error.code : "UNREACHABLE";
  return new SendError(code, message, { cause: error });
}
