import { asBuffer } from "../../record/bytes_text.ts";
import type { EarlierFailure, LetterFacts } from "../letter.ts";
import { EARLIER_HEADER, LETTER_HEADERS } from "../letter_headers.ts";
import { digitsOf, type Headed, known, textOf, timeOf } from "./header_values.ts";

/** A dead letter of this project's functions, by its headers; `undefined` for another record. */
export function readOwnLetter(record: Headed): LetterFacts | undefined {
  const topic = textOf(record, LETTER_HEADERS.topic);
  if (topic === undefined) return undefined;
  const text = textOf(record, LETTER_HEADERS.error);
  return {
    source: {
      topic,
      ...known({
        partition: digitsOf(record, LETTER_HEADERS.partition),
        offset: digitsOf(record, LETTER_HEADERS.offset),
        timestamp: timeOf(record, LETTER_HEADERS.timestamp),
      }),
    },
    ...known({
      error: text === undefined ? undefined : { text },
      attempts: digitsOf(record, LETTER_HEADERS.attempts),
      function: textOf(record, LETTER_HEADERS.function),
      time: timeOf(record, LETTER_HEADERS.time),
      isValueLeftOut: textOf(record, LETTER_HEADERS.value) === undefined ? undefined : true,
    }),
    earlier: record.headers.flatMap(([name, value]) =>
      name === EARLIER_HEADER && value ? readEarlier(asBuffer(value).toString()) : []
    ),
  };
}

/** An earlier failure as the header's text. */
export function writeEarlier({ time, ...rest }: EarlierFailure): string {
  return JSON.stringify({ ...rest, ...known({ time: isoTime(time) }) });
}

function readEarlier(text: string): EarlierFailure[] {
  try {
    const { error, time, source, letter } = JSON.parse(text);
    const texts = { error, source, letter };
    const own = Object.entries(texts).filter(([, value]) => typeof value === "string");
    const parsed = Date.parse(time);
    return [{ ...Object.fromEntries(own), ...!Number.isNaN(parsed) && { time: parsed } }];
  } catch {
    return [];
  }
}

function isoTime(time: number | undefined): string | undefined {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
