import type { LetterFacts } from "../letter.ts";
import { digitsOf, type Headed, known, textOf } from "./header_values.ts";

/** Before the names of all its headers (KIP-298). */
const PREFIX = "__connect.errors.";

/** A dead letter of a sink connector of Kafka Connect; `undefined` for another record. */
export function readConnectLetter(record: Headed): LetterFacts | undefined {
  const topic = textOf(record, `${PREFIX}topic`);
  if (topic === undefined) return undefined;
  const type = textOf(record, `${PREFIX}exception.class.name`);
  const message = textOf(record, `${PREFIX}exception.message`);
  const text = [type, message].filter((part) => part !== undefined).join(": ");
  const stack = textOf(record, `${PREFIX}exception.stacktrace`);
  return {
    source: {
      topic,
      ...known({
        partition: digitsOf(record, `${PREFIX}partition`),
        offset: digitsOf(record, `${PREFIX}offset`),
      }),
    },
    ...known({
      error: text === "" ? undefined : { text, ...known({ stack }) },
      function: textOf(record, `${PREFIX}connector.name`),
    }),
  };
}
