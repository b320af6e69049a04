import { assertEquals, assertThrows } from "@std/assert";
import { decodeRecord } from "./offsets_log.ts";

/** Kafka's fields, written one after the other. */
class Fields {
  readonly #bytes: number[] = [];

  int16(value: number): this {
    return this.#int(value, 2);
  }

  int32(value: number): this {
    return this.#int(value, 4);
  }

  int64(value: number): this {
    return this.#int(value, 8);
  }

  string(text: string): this {
    return this.int16(text.length).raw(new TextEncoder().encode(text));
  }

  compactString(text: string): this {
    return this.raw([text.length + 1, ...new TextEncoder().encode(text)]);
  }

  bytes(bytes: Uint8Array): this {
    return this.int32(bytes.length).raw(bytes);
  }

  raw(bytes: Iterable<number>): this {
    this.#bytes.push(...bytes);
    return this;
  }

  done(): Uint8Array {
    return new Uint8Array(this.#bytes);
  }

  #int(value: number, size: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, BigInt(value));
    return this.raw(bytes.subarray(8 - size));
  }
}

const fields = () => new Fields();
const offsetKey = fields().int16(1).string("g").string("t").int32(2).done();
const groupKey = fields().int16(2).string("g").done();
const committed = { kind: "commit" as const, group: "g", topic: "t", partition: 2 };
const assignment = fields().int16(1).int32(1).string("t").int32(2).int32(0).int32(2).int32(-1)
  .done();
const owned = { topic: "t", owner: "/10.0.0.1", clientId: "client" };

Deno.test("decodeRecord() reads commits of every version", () => {
  const [offset, timestamp] = [4_611_686_018, 1_795_363_527_236];
  const values = [
    fields().int16(0).int64(offset).string("metadata").int64(timestamp),
    fields().int16(1).int64(offset).string("").int64(timestamp).int64(-1),
    fields().int16(2).int64(offset).string("").int64(timestamp),
    fields().int16(3).int64(offset).int32(7).string("é").raw([]).int64(timestamp),
    fields().int16(4).int64(offset).int32(7).compactString("abc").int64(timestamp).raw([0]),
  ];
  // A text is as long as its bytes.
  values[3] = fields().int16(3).int64(offset).int32(7).int16(2).raw([0xc3, 0xa9]).int64(timestamp);
  for (const value of values) {
    assertEquals(decodeRecord(offsetKey, value.done()), { ...committed, offset, timestamp });
  }
  const oldKey = fields().int16(0).string("g").string("t").int32(2).done();
  const event = decodeRecord(oldKey, values[0].done());
  assertEquals(event, { ...committed, offset, timestamp });
});

Deno.test("decodeRecord() reads who owns what, of every version", () => {
  const head = (version: number) =>
    fields().int16(version).string("consumer").int32(5).string("range").string("leader");
  const member = (withInstance: boolean, withRebalance: boolean) => {
    const one = fields().string("id");
    if (withInstance) one.int16(-1);
    one.string("client").string("/10.0.0.1");
    if (withRebalance) one.int32(60_000);
    return one.int32(30_000).bytes(fields().int16(0).done()).bytes(assignment).done();
  };
  const values = [
    head(0).int32(1).raw(member(false, false)),
    head(1).int32(1).raw(member(false, true)),
    head(2).int64(-1).int32(1).raw(member(false, true)),
    head(3).int64(-1).int32(1).raw(member(true, true)),
    fields().int16(4).compactString("consumer").int32(5).compactString("range")
      .compactString("leader").int64(-1).raw([2])
      .compactString("id").raw([0]).compactString("client").compactString("/10.0.0.1")
      .int32(60_000).int32(30_000).raw([1]).raw([assignment.length + 1]).raw(assignment)
      // A tagged field of two bytes, that nobody knows yet.
      .raw([1, 9, 2, 255, 255]).raw([0]),
  ];
  for (const value of values) {
    assertEquals(decodeRecord(groupKey, value.done()), {
      kind: "group",
      group: "g",
      protocolType: "consumer",
      members: 1,
      ownerships: [{ ...owned, partition: 0 }, { ...owned, partition: 2 }],
    });
  }
});

Deno.test("decodeRecord() reads no ownership of members without one, or of other kinds of groups", () => {
  const group = (protocol: string, members: number, assigned: Uint8Array) => {
    const value = fields().int16(1).string(protocol).int32(5).int16(-1).int16(-1).int32(members);
    for (let i = 0; i < members; i++) {
      value.string("id").string("client").string("/10.0.0.1").int32(1).int32(1);
      value.bytes(new Uint8Array()).bytes(assigned);
    }
    return decodeRecord(groupKey, value.done());
  };
  const none = { kind: "group" as const, group: "g", protocolType: "consumer", ownerships: [] };
  assertEquals(group("consumer", 0, assignment), { ...none, members: 0 });
  assertEquals(group("consumer", 2, new Uint8Array()), { ...none, members: 2 });
  const workers = { ...none, protocolType: "connect", members: 1 };
  assertEquals(group("connect", 1, fields().int16(7).done()), workers);
});

Deno.test("decodeRecord() takes the tombstones of a group and of an offset for their ends", () => {
  assertEquals(decodeRecord(groupKey, null), { kind: "deleted", group: "g" });
  const newGroupKey = fields().int16(3).string("g").done();
  assertEquals(decodeRecord(newGroupKey, null), { kind: "deleted", group: "g" });
  const forgotten = { kind: "forgotten" as const, group: "g", topic: "t", partition: 2 };
  assertEquals(decodeRecord(offsetKey, null), forgotten);
});

Deno.test("decodeRecord() passes over later kinds of keys", () => {
  assertEquals(decodeRecord(fields().int16(3).done(), new Uint8Array()), undefined);
});

Deno.test("decodeRecord() refuses what it does not know or what breaks off", () => {
  assertThrows(() => decodeRecord(offsetKey, fields().int16(5).done()), Error, "version 5");
  assertThrows(() => decodeRecord(groupKey, fields().int16(9).done()), Error, "version 9");
  assertThrows(() => decodeRecord(offsetKey, fields().int16(1).int64(1).done()), RangeError);
  const tooLong = fields().int16(1).int64(1).int16(50).raw([1]).done();
  assertThrows(() => decodeRecord(offsetKey, tooLong), RangeError);
  assertThrows(() => decodeRecord(new Uint8Array(), null), RangeError);
});
