/**
 * CloudEvents as records: each in the mode of Kafka's binding that it came in.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { OutgoingHeader } from "../../../kafka/producer/outgoing_record.ts";
import { eachItem, valueStart } from "../../../kafka/record/json/json_source.ts";
import type { CloudEventAttributes } from "../cloudevents/cloud_event.ts";
import { binaryAttributes, bodyAttributes, type EventMode } from "../cloudevents/http_binding.ts";
import { binaryHeaders, keyOfEvent, STRUCTURED_HEADERS } from "../cloudevents/kafka_binding.ts";
import { readBody, readBytes } from "../http/body.ts";
import { type FieldFault, invalidFields, Problem } from "../http/problems/problem.ts";
import { type ProduceRecord, sizeOf } from "./produce_request.ts";

/**
 * The records of a request that carries events. In the structured mode the value is the event as it is
 * spelled in the body; in the binary mode it is the body, byte by byte.
 *
 * @throws {Problem} 400 where the body is not JSON, 422 for what is no event.
 */
export async function eventRecords(request: Request, mode: EventMode): Promise<ProduceRecord[]> {
  if (mode === "binary") {
    const [attributes] = checked([binaryAttributes(request.headers)]);
    const bytes = Buffer.from(await readBytes(request));
    return [recordOf(attributes, bytes.length > 0 ? bytes : null, binaryHeaders(attributes))];
  }
  const body = await readBody(request);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
  const events = checked(bodyAttributes(mode, parsed));
  const sources = mode === "structured" ? [body] : itemsOf(body);
  return events.map((attributes, index) =>
    recordOf(attributes, sources[index], STRUCTURED_HEADERS)
  );
}

function itemsOf(body: string): string[] {
  const items: string[] = [];
  eachItem(body, valueStart(body), (from, to) => items.push(body.slice(from, to)));
  return items;
}

function recordOf(
  attributes: CloudEventAttributes,
  value: string | Uint8Array | null,
  headers: readonly OutgoingHeader[],
): ProduceRecord {
  const record = { key: keyOfEvent(attributes), value, headers: [...headers] };
  return { ...record, partition: undefined, timestamp: undefined, bytes: sizeOf(record) };
}

function checked(found: readonly (CloudEventAttributes | string)[]): CloudEventAttributes[] {
  if (found.length === 0) throw new Problem("invalid", "Cannot take a batch of no events");
  const faults = found.flatMap((attributes, index): FieldFault[] =>
    typeof attributes === "string" ? [{ field: `events.${index}`, detail: attributes }] : []
  );
  if (faults.length > 0) throw invalidFields("Cannot take these CloudEvents", faults);
  return found as CloudEventAttributes[];
}
