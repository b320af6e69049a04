import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { api, decodeResponse, encodeRequest } from "./api.ts";
import {
  array,
  boolean,
  bytes,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
  uuid,
} from "./fields.ts";

/** One API whose request and response are the same, so that what is written can be read. */
const fields = {
  small: int8,
  short: int16,
  int: int32,
  long: int64,
  flag: boolean,
  text: string,
  raw: bytes,
  none: nullableString,
  id: uuid,
  list: array(struct({ id: int32, names: array(string) })),
  nothing: nullableArray(int32),
  some: nullableArray(int32),
};
const echo = api("Echo", { key: 0, version: 0, request: fields, response: fields });

const body = {
  small: -1,
  short: -300,
  int: 70_000,
  long: Number.MAX_SAFE_INTEGER,
  flag: true,
  text: "Zoë",
  raw: Buffer.from([0, 255]),
  none: null,
  id: "000102030405060708090a0b0c0d0e0f",
  list: [{ id: 1, names: ["a", ""] }, { id: 2, names: [] }],
  nothing: null,
  some: [3, -3],
};

Deno.test("a message is read as it was written", () => {
  assertEquals(decodeResponse(echo, encodeRequest(echo, body)), body);
});

Deno.test("a message of a version before KIP-482 is read as it was written", () => {
  const older = api("Older", { ...echo, flexible: false, request: fields, response: fields });
  const written = encodeRequest(older, body);
  assertEquals(decodeResponse(older, written), body);
  const commit = api("Older", {
    ...{ key: 0, version: 0, flexible: false },
    request: { name: string, ids: array(int16), nothing: nullableString },
    response: {},
  });
  assertEquals(
    encodeRequest(commit, { name: "ab", ids: [7], nothing: null }).toString("hex"),
    "00026162" + "000000010007" + "ffff",
  );
});

Deno.test("a message is written as Kafka defines it", () => {
  const metadata = api("Metadata", {
    key: 3,
    version: 9,
    request: { topics: nullableArray(struct({ name: string })), create: boolean },
    response: {},
  });
  const encoded = encodeRequest(metadata, { topics: [{ name: "ab" }], create: true });
  // Tags of the header, 1 topic, 2 letters, tags of the topic, the flag, tags of the message.
  assertEquals(encoded.toString("hex"), "00" + "02" + "036162" + "00" + "01" + "00");
});

Deno.test("tagged fields of newer brokers are passed over", () => {
  const answer = api("Answer", {
    key: 0,
    version: 0,
    request: {},
    response: { list: array(struct({ id: int8 })), last: int8 },
  });
  // In the header: one field, tag 5, 2 bytes; in the structure: two fields, of 1 and 0 bytes.
  const payload = Buffer.from(
    "01" + "0502ffff" + "02" + "07" + "02" + "0001ff" + "0100" + "09" + "00",
    "hex",
  );
  assertEquals(decodeResponse(answer, payload), {
    list: [{ id: 7 }],
    last: 9,
  });
});
