import { assertEquals, assertThrows } from "@std/assert";
import { SchemaError } from "../registry_error.ts";
import { protobufCodec } from "./protobuf_codec.ts";

const ORDER = `
syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";

message Order {
  enum State { OPEN = 0; PAID = 1; }
  message Line { string sku = 1; int32 amount = 2; }
  int64 id = 1;
  State state = 2;
  repeated Line lines = 3;
  map<string, double> prices = 4;
  bytes raw = 5;
  optional bool is_gift = 6;
  oneof by { string customer_name = 7; int32 customer_id = 8; }
  google.protobuf.Timestamp placed_at = 9;
}
message Note { string text = 1; }
`;

function there(json: unknown, schema = ORDER): unknown {
  const codec = protobufCodec(schema);
  return JSON.parse(codec.decode(codec.encode(json, "")));
}

const EMPTY = { id: "0", state: "OPEN", lines: [], prices: {}, raw: "" };

Deno.test("protobufCodec() gives back what was written", () => {
  const order = {
    id: "9223372036854775807",
    state: "PAID",
    lines: [{ sku: "é", amount: -2 }],
    prices: { a: 1.5 },
    raw: "/wA=",
    isGift: false,
    customerId: 7,
    placedAt: "2026-11-30T09:00:00.5Z",
  };
  assertEquals(there(order), order);
});

Deno.test("protobufCodec() takes a field's own name, and fills in what was not written", () => {
  assertEquals(there({ customer_name: "Ann" }), { ...EMPTY, customerName: "Ann" });
  assertEquals(there({ isGift: null }), EMPTY);
});

Deno.test("protobufCodec() names the first message in one byte, and reads any", () => {
  const codec = protobufCodec(ORDER);
  assertEquals([...codec.encode({ id: 1 }, "")], [0, 8, 1]);
  // The array [1]: the second message. Then its field 1, "a".
  assertEquals(codec.decode(new Uint8Array([2, 2, 10, 1, 97])), '{"text":"a"}');
  // The array [0, 0]: the first one within the first one.
  assertEquals(codec.decode(new Uint8Array([4, 0, 0, 10, 1, 97])), '{"sku":"a","amount":0}');
  assertThrows(() => codec.decode(new Uint8Array([2, 6])), Error, "has no message 3");
});

Deno.test("protobufCodec() refuses what does not fit, and says where", () => {
  const cases: [json: unknown, fault: string][] = [
    [1, "it must be an object"],
    [{ other: 1 }, "other is unknown to Order"],
    [{ id: 1.5 }, "id must be a whole number"],
    [{ id: "9223372036854775808" }, "id must be a whole number"],
    [{ id: 2 ** 60 }, "id must be text"],
    [{ state: "LOST" }, "state must be one of OPEN, PAID"],
    [{ lines: {} }, "lines must be an array"],
    [{ lines: [{ amount: "x" }] }, "lines.0.amount must be a whole number"],
    [{ prices: { a: true } }, "prices.a must be a number"],
    [{ raw: "%" }, "raw must be base64"],
    [{ isGift: 1 }, "isGift must be true or false"],
    [{ customerName: "a", customerId: 1 }, "exclude each other"],
    [{ placedAt: "soon" }, "placedAt must be a time"],
  ];
  for (const [json, fault] of cases) assertThrows(() => there(json), Error, fault);
  for (const schema of ["message {", "", 'syntax = "proto3"; message A { Unknown b = 1; }']) {
    assertThrows(() => protobufCodec(schema), SchemaError, "Cannot use the");
  }
});

Deno.test("protobufCodec() reads schemas that refer to others", () => {
  const codec = protobufCodec(
    'syntax = "proto3"; import "customer.proto"; message Order { shop.Customer by = 1; }',
    [{
      name: "customer.proto",
      schema: 'syntax = "proto3"; package shop; message Customer { string name = 1; }',
    }],
  );
  assertEquals(codec.decode(codec.encode({ by: { name: "Ann" } }, "")), '{"by":{"name":"Ann"}}');
});
