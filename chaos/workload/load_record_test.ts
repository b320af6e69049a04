import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { partitionOfKey } from "../../kafka/producer/partitioner/partitioner.ts";
import {
  causeOf,
  idHeaders,
  keysByPartition,
  loadRecord,
  toLogged,
  toPassed,
} from "./load_record.ts";

Deno.test("toLogged() finds in a record what loadRecord() has written", () => {
  const { value } = loadRecord("p1-7", 12, 3, { bytes: 150 });
  assertEquals(`${value}`.length, 150);
  const read = { topic: "t", timestamp: 0, key: null, headers: [], partition: 3, offset: 9 };
  assertEquals(toLogged({ ...read, value: Buffer.from(`${value}`) }), {
    ...{ id: "p1-7:12", key: "p1-7", sequence: 12 },
    ...{ partition: 3, offset: 9 },
  });
});

Deno.test("keysByPartition() gives each partition keys that every client puts there", () => {
  const keys = keysByPartition("p0", 3, 2);
  assertEquals(keys.map((of) => of.map((key) => partitionOfKey(key, 3))), [[0, 0], [1, 1], [2, 2]]);
});

Deno.test("causeOf() finds the record that an output came of, by header, value or trace", () => {
  const read = { topic: "t", timestamp: 0, key: null, partition: 0, offset: 0 };
  const value = (text: string) => ({ ...read, value: Buffer.from(text), headers: [] });
  assertEquals(causeOf(value('{"order":"p1-7:12","at":"10:30"}')), "p1-7:12");
  assertEquals(causeOf(value('{"at":"10:30"}')), undefined);
  const headers = idHeaders("p1-7:12").map(([name, text]): [string, Uint8Array] => [
    name,
    Buffer.from(text),
  ]);
  for (const header of headers) {
    assertEquals(toPassed({ ...read, value: null, headers: [header] }), {
      ...{ id: "p1-7:12", key: "p1-7", sequence: 12 },
      ...{ partition: 0, offset: 0 },
    });
  }
});

Deno.test("loadRecord() fills a template with the record's id", () => {
  const template = '{"id":"{{id}}"}';
  const { value, headers } = loadRecord("p1-7", 12, 3, { template, fails: true });
  assertEquals(value, '{"id":"p1-7:12"}');
  assertEquals(headers!.map(([name]) => name), ["chaos-id", "traceparent", "fail"]);
});
