/**
 * CloudEvents in Kafka's records: binary, in headers, or structured, as the value.
 *
 * @see {@link https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md}
 * @module
 */
import type { OutgoingHeader } from "../../../kafka/producer/outgoing_record.ts";
import { asBuffer } from "../../../kafka/record/bytes_text.ts";
import { header } from "../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import {
  attributesOf,
  type CloudEventAttributes,
  faultOf,
  mediaType,
  STRUCTURED_TYPE,
} from "./cloud_event.ts";

const PREFIX = "ce_";
const CONTENT_TYPE = "content-type";

/** The event that a record is; `undefined` if it is none. */
export function eventOfRecord(record: KafkaRecord): CloudEventAttributes | undefined {
  const contentType = textOf(header(record, CONTENT_TYPE));
  if (mediaType(contentType) === STRUCTURED_TYPE) return structured(record.value);
  if (header(record, `${PREFIX}specversion`) === undefined) return undefined;
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of record.headers) {
    if (name.startsWith(PREFIX) && value) attributes[name.slice(PREFIX.length)] = textOf(value);
  }
  if (contentType !== undefined) attributes.datacontenttype = contentType;
  return faultOf(attributes) === undefined ? attributes as CloudEventAttributes : undefined;
}

function structured(value: Uint8Array | null): CloudEventAttributes | undefined {
  if (value === null) return undefined;
  try {
    const attributes = attributesOf(JSON.parse(asBuffer(value).toString()));
    return typeof attributes === "string" ? undefined : attributes;
  } catch {
    return undefined;
  }
}

/** The headers of a record that is an event in the binary mode. */
export function binaryHeaders(attributes: CloudEventAttributes): OutgoingHeader[] {
  return Object.entries(attributes).map(([name, value]) => [
    name === "datacontenttype" ? CONTENT_TYPE : PREFIX + name,
    String(value),
  ]);
}

/** The headers of a record that is an event in the structured mode. */
export const STRUCTURED_HEADERS: readonly OutgoingHeader[] = [
  [CONTENT_TYPE, `${STRUCTURED_TYPE}; charset=UTF-8`],
];

/** The key of an event's record: its `partitionkey`, by the extension of that name. */
export function keyOfEvent({ partitionkey }: CloudEventAttributes): string | null {
  return typeof partitionkey === "string" ? partitionkey : null;
}

function textOf(value: Uint8Array | null | undefined): string | undefined {
  return value ? asBuffer(value).toString() : undefined;
}
