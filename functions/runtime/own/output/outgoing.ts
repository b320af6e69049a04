/**
 * A record that a function gives, as Kafka gets it.
 *
 * @module
 */
import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import type { NewRecord } from "../../../../kafka/producer/topic_producer.ts";
import { isInternalTopic, isTopicName } from "../../../../kafka/names.ts";
import type { OutputRecord } from "../../define/records.ts";
import { ResultError } from "./output_error.ts";

/** A record on its way to its topic. */
export interface Outgoing {
  topic: string;
  record: NewRecord & { headers: readonly OutgoingHeader[] };
}

const FIELDS = ["topic", "partition", "key", "value", "headers", "timestamp"];

/**
 * Reads a record that a function gives, whose types nobody has checked.
 *
 * @param topic where it goes unless it says otherwise.
 * @param name how to call it in an error, such as `records.3`.
 * @throws {ResultError} that says what is wrong.
 */
export function toOutgoing(given: unknown, topic: string | undefined, name: string): Outgoing {
  const fail = (found: string) => new ResultError(`Cannot write ${name}: ${found}`);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw fail(`it must be a record such as { key, value }, and is ${kindOf(given)}`);
  }
  for (const field in given) {
    if (FIELDS.includes(field)) continue;
    const hint = field === "raw" || field === "offset" ? "; give a new one, not the one taken" : "";
    throw fail(`${field} is unknown in a record; known are ${FIELDS.join(", ")}${hint}`);
  }
  const record = given as OutputRecord;
  const to = record.topic ?? topic;
  if (to === undefined) throw fail("it has no topic, and the definition no output");
  if (typeof to !== "string" || !isTopicName(to)) throw fail(`${show(to)} is no name of a topic`);
  if (isInternalTopic(to)) throw fail(`${to} is Kafka's own topic`);
  const { partition, timestamp } = record;
  if (partition !== undefined && !isWhole(partition)) {
    throw fail(`its partition must be a whole number, and is ${show(partition)}`);
  }
  if (timestamp !== undefined && !isWhole(timestamp)) {
    throw fail(`its timestamp must be ms since the Unix epoch, and is ${show(timestamp)}`);
  }
  return {
    topic: to,
    record: {
      key: textOrBytes(record.key ?? null, () => fail("its key must be text, bytes or null")),
      value: valueBytes(record.value, fail),
      headers: toHeaders(record.headers, fail),
      ...(partition !== undefined && { partition }),
      ...(timestamp !== undefined && { timestamp }),
    },
  };
}

function valueBytes(value: unknown, fail: (found: string) => Error): NewRecord["value"] {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    throw fail(`its value is no JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  if (json === undefined) throw fail(`its value is no JSON: it is ${kindOf(value)}`);
  return json;
}

function toHeaders(headers: unknown, fail: (found: string) => Error): OutgoingHeader[] {
  if (headers === undefined || headers === null) return [];
  const wrong = () =>
    fail(`its headers must be { name: "text" } or [["name", "text"]]; bytes and null are fine too`);
  if (typeof headers !== "object") throw wrong();
  const isList = Symbol.iterator in headers;
  const list: unknown[] = isList
    ? [...headers as Iterable<unknown>]
    : Object.entries(headers as object);
  return list.map((header) => {
    if (!Array.isArray(header) || header.length !== 2) throw wrong();
    const [name, value] = header;
    if (typeof name !== "string") throw wrong();
    return [name, textOrBytes(value, wrong)];
  });
}

function textOrBytes(given: unknown, wrong: () => Error): string | Uint8Array | null {
  if (given === null || typeof given === "string" || given instanceof Uint8Array) return given;
  throw wrong();
}

function isWhole(given: unknown): given is number {
  return Number.isSafeInteger(given) && given as number >= 0;
}

function show(given: unknown): string {
  return typeof given === "string" ? JSON.stringify(given) : String(given);
}

function kindOf(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  return Array.isArray(given) ? "a list" : `a ${typeof given}`;
}
