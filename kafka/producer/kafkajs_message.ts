import type { Buffer } from "node:buffer";
import type { Message } from "../client/kafkajs.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";

/** kafkajs's form of headers: repeated names are brought together. */
type Headers = Record<string, Buffer | string | (Buffer | string)[]>;

/** A record in the form in which kafkajs takes it. */
export function toMessage(record: OutgoingRecord): Message {
  const { key, value, headers, partition, timestamp } = record;
  return {
    key,
    value,
    partition,
    ...(headers !== undefined && { headers: toHeaders(headers) }),
    ...(timestamp !== undefined && { timestamp: `${timestamp}` }),
  };
}

function toHeaders(list: NonNullable<OutgoingRecord["headers"]>): Headers {
  // Without a prototype, as a header may be named like one of its members.
  const headers: Headers = Object.create(null);
  for (const [name, value] of list) {
    // kafkajs cannot write null.
    const given = value ?? "";
    const before = headers[name];
    headers[name] = before === undefined ? given : [before, given].flat();
  }
  return headers;
}
