import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { WireReader } from "./wire_reader.ts";
import { WireWriter } from "./wire_writer.ts";

const reader = (hex: string, flexible = true) =>
  new WireReader(Buffer.from(hex, "hex"), { flexible });

/** Bytes, how they are read, and what they are. */
const CASES: [hex: string, read: (from: WireReader) => unknown, value: unknown][] = [
  ["80", (from) => from.int8(), -128],
  ["fffe", (from) => from.int16(), -2],
  ["7fffffff", (from) => from.int32(), 2 ** 31 - 1],
  ["001fffffffffffff", (from) => from.int64(), Number.MAX_SAFE_INTEGER],
  ["ffffffff0f", (from) => from.unsignedVarint(), 2 ** 32 - 1],
  ["01", (from) => from.varint(), -1],
  ["ffffffff0f", (from) => from.varint(), -(2 ** 31)],
  ["feffffff0f", (from) => from.varint(), 2 ** 31 - 1],
  ["fe01", (from) => from.varlong(), 127],
  ["ff01", (from) => from.varlong(), -128],
  ["ffffffffffffffffff01", (from) => from.varlong(), -(2n ** 63n)],
  ["036162", (from) => from.string(), "ab"],
  ["00", (from) => from.nullableString(), null],
  ["01", (from) => from.nullableString(), ""],
  ["00", (from) => from.nullableArray(() => from.int8()), null],
  ["030102", (from) => from.array(() => from.int8()), [1, 2]],
  ["01", (from) => from.varintBytes(), null],
  ["00", (from) => from.varintString(), ""],
];

CASES.forEach(([hex, read, value], n) => {
  Deno.test(`WireReader case ${n + 1}: ${hex}`, () => {
    assertEquals(read(reader(hex)), value);
  });
});

Deno.test("WireReader reads the encoding before KIP-482", () => {
  const from = reader("0002" + "6162" + "ffff" + "00000001" + "ff" + "00000001" + "07", false);
  assertEquals([from.string(), from.nullableString()], ["ab", null]);
  assertEquals([from.bytes().toString("hex"), from.array(() => from.int8())], ["ff", [7]]);
  from.taggedFields();
});

Deno.test("WireReader says so when a message ends before its value does", () => {
  for (
    const read of [
      () => reader("0000").int32(),
      () => reader("0561").string(),
      () => reader("ff").unsignedVarint(),
      () => reader("0102ff").taggedFields(),
    ]
  ) assertThrows(read, RangeError);
  assertThrows(() => reader("ffffffffff01").unsignedVarint(), RangeError, "too many bytes");
});

Deno.test("WireReader reads what WireWriter writes, whatever its size", () => {
  const long = "ö".repeat(1_000);
  const { written } = new WireWriter().nullableString(long).int64(-5).unsignedVarint(2 ** 31)
    .nullableArray([1, 2], () => {}).boolean(true);
  const from = new WireReader(written);
  assertEquals([from.string(), from.int64(), from.unsignedVarint()], [long, -5, 2 ** 31]);
  assertEquals([from.unsignedVarint(), from.boolean()], [3, true]);
});
