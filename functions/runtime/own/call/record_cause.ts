import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import { header } from "../../../../kafka/record/headers.ts";
import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";
import { attributesOf, type CloudEventAttributes } from "../../cloudevents/cloud_event.ts";
import { eventOfRecord } from "../../cloudevents/kafka_binding.ts";
import type { Trace } from "../../define/context.ts";
import type { InputRecord } from "../../define/records.ts";
import type { Cause } from "./call_context.ts";
import { continueTrace } from "./trace.ts";

/** Records that a function is called for. */
export class RecordCause implements Cause {
  readonly #records: readonly KafkaRecord[];

  constructor(records: readonly KafkaRecord[]) {
    this.#records = records;
  }

  /** That of the first record: a span can go on in one trace only. */
  trace(): Trace | undefined {
    return continueTrace((name) => {
      const value = header(this.#records[0], name);
      return value && asBuffer(value).toString();
    });
  }

  /** Names the one record, or the first and the last. */
  ids(): Record<string, unknown> {
    const [first] = this.#records;
    if (this.#records.length === 1) return { record: recordName(first) };
    return { records: `${recordName(first)}-${this.#records.at(-1)!.offset}` };
  }

  cloudEvent(event?: object): CloudEventAttributes | undefined {
    return event === undefined ? eventOfRecord(this.#records[0]) : eventOf(event);
  }
}

/** The event that a handler asks about: a record that it was given, or an event in JSON. */
export function eventOf(event: object): CloudEventAttributes | undefined {
  const { raw } = event as Partial<InputRecord<unknown>>;
  if (raw !== undefined) return eventOfRecord(raw);
  const attributes = attributesOf(event);
  return typeof attributes === "string" ? undefined : attributes;
}
