import type { LetterFacts } from "../letter.ts";
import { type Headed, javaNumberOf, known, lastTextOf, textOf } from "./header_values.ts";

/** Before the names of all its headers (org.springframework.kafka.support.KafkaHeaders). */
const PREFIX = "kafka_dlt-";

/**
 * A dead letter of Spring's DeadLetterPublishingRecoverer; `undefined` for another record. Of a record
 * that went through retry topics, the first source is where it came from, and the last error why it is
 * here.
 */
export function readSpringLetter(record: Headed): LetterFacts | undefined {
  const topic = textOf(record, `${PREFIX}original-topic`);
  if (topic === undefined) return undefined;
  // What fails in a listener is wrapped; the cause is what the listener threw.
  const type = lastTextOf(record, `${PREFIX}exception-cause-fqcn`) ??
    lastTextOf(record, `${PREFIX}exception-fqcn`);
  const message = lastTextOf(record, `${PREFIX}exception-message`);
  const text = [type, message].filter((part) => part !== undefined).join(": ");
  const stack = lastTextOf(record, `${PREFIX}exception-stacktrace`);
  return {
    source: {
      topic,
      ...known({
        partition: javaNumberOf(record, `${PREFIX}original-partition`),
        offset: javaNumberOf(record, `${PREFIX}original-offset`),
        timestamp: javaNumberOf(record, `${PREFIX}original-timestamp`),
      }),
    },
    ...known({
      error: text === "" ? undefined : { text, ...known({ stack }) },
      function: textOf(record, `${PREFIX}original-consumer-group`),
    }),
  };
}
