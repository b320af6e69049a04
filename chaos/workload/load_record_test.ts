import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { partitionOfKey } from "../../kafka/producer/partitioner.ts";
import { keysByPartition, loadRecord, toLogged } from "./load_record.ts";

Deno.test("toLogged() finds in a record what loadRecord() has written", () => {
  const { value } = loadRecord("p1-7", 12, 3, 150);
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
