import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header, KafkaRecord } from "../../../kafka/record/record.ts";
import { binaryAttributes, bodyAttributes, eventMode } from "./http_binding.ts";
import { binaryHeaders, eventOfRecord, keyOfEvent, STRUCTURED_HEADERS } from "./kafka_binding.ts";

const EVENT = { specversion: "1.0", id: "1", source: "/shop", type: "paid" };

function recordOf(value: string | null, headers: Iterable<readonly [string, unknown]>) {
  const record: KafkaRecord = {
    topic: "t",
    partition: 0,
    offset: 0,
    timestamp: 0,
    key: null,
    value: value === null ? null : Buffer.from(value),
    headers: [...headers].map(([name, text]): Header => [name, Buffer.from(`${text}`)]),
  };
  return record;
}

Deno.test("a record is an event by its headers, or by its value", () => {
  const event = { ...EVENT, datacontenttype: "text/plain", partitionkey: "k" };
  const headers = binaryHeaders(event);
  assertEquals(headers.map(([name]) => name).sort(), [
    ...["ce_id", "ce_partitionkey", "ce_source", "ce_specversion", "ce_type", "content-type"],
  ]);
  assertEquals(eventOfRecord(recordOf("data", headers)), event);
  const structured = JSON.stringify({ ...EVENT, data: { a: 1 }, subject: null });
  assertEquals(eventOfRecord(recordOf(structured, STRUCTURED_HEADERS)), EVENT);
  assertEquals([keyOfEvent(event), keyOfEvent(EVENT)], ["k", null]);
});

Deno.test("what is no whole event is none", () => {
  const cases: [value: string | null, headers: Record<string, string>][] = [
    ["{}", {}],
    ["{}", { "content-type": "application/cloudevents+json" }],
    ["{", { "content-type": "application/cloudevents+json" }],
    [null, { "content-type": "application/cloudevents+json" }],
    ["", { ce_specversion: "1.0", ce_id: "1" }],
    ["", { ce_specversion: "0.3", ce_id: "1", ce_source: "s", ce_type: "t" }],
  ];
  for (const [value, headers] of cases) {
    assertEquals(eventOfRecord(recordOf(value, Object.entries(headers))), undefined);
  }
});

Deno.test("a request carries events in its headers, in its body, or many of them", () => {
  const cases: [headers: Record<string, string>, mode: string | undefined][] = [
    [{ "content-type": "application/json" }, undefined],
    [{ "content-type": "application/json", "ce-specversion": "1.0" }, "binary"],
    [{ "content-type": "Application/CloudEvents+JSON; charset=utf-8" }, "structured"],
    [{ "content-type": "application/cloudevents-batch+json" }, "batched"],
  ];
  for (const [headers, mode] of cases) assertEquals(eventMode(new Headers(headers)), mode);
  const headers = new Headers({
    "ce-specversion": "1.0",
    "ce-id": "1",
    "ce-source": "/shop",
    "ce-type": "paid",
    "ce-subject": "caf%C3%A9",
    "ce-note": `"a \\"b\\""`,
    "ce-odd": "100%",
  });
  assertEquals(binaryAttributes(headers), {
    ...EVENT,
    subject: "café",
    note: `a "b"`,
    odd: "100%",
  });
});

Deno.test("bodies are told what is wrong with which event", () => {
  const { id: _id, ...without } = EVENT;
  assertEquals(bodyAttributes("batched", [EVENT, without, 1, { ...EVENT, specversion: "2" }]), [
    EVENT,
    "must have id, which is text",
    "must be an object",
    'must be of specversion 1.0, and is of "2"',
  ]);
  assertEquals(bodyAttributes("batched", EVENT), ["must be a list of events"]);
  assertEquals(bodyAttributes("structured", { ...EVENT, data_base64: "AA==" }), [EVENT]);
});
