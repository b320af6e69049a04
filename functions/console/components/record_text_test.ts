import { assertEquals } from "@std/assert";
import { jsonTokens, readable } from "./record_text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("readable() lays JSON out, and keeps the digits of large numbers", () => {
  assertEquals(readable(bytes('{"id":12345678901234567890,"n":1.50,"t":"<b>"}')), {
    kind: "json",
    text: '{\n  "id": 12345678901234567890,\n  "n": 1.50,\n  "t": "<b>"\n}',
  });
});

Deno.test("readable() takes text for text, bytes for bytes, and nothing for nothing", () => {
  assertEquals(readable(bytes("random number 5")), { kind: "text", text: "random number 5" });
  assertEquals(readable(bytes("{not json")), { kind: "text", text: "{not json" });
  assertEquals(readable(new Uint8Array([0xff, 0, 16])), { kind: "binary", text: "ff 00 10" });
  assertEquals(readable(null).kind, "null");
  assertEquals(readable(new Uint8Array()).kind, "empty");
});

Deno.test("readable() cuts what is too long, and says so", () => {
  const { text } = readable(bytes("x".repeat(100_007)));
  assertEquals([text.length < 100_100, text.endsWith("… and 7 bytes more")], [true, true]);
});

Deno.test("readable() cuts text between letters, and bytes anywhere", () => {
  assertEquals(readable(bytes("größe"), 4).text, "grö… and 3 bytes more");
  assertEquals(readable(bytes("größe"), 3).text, "gr… and 5 bytes more");
  assertEquals(readable(new Uint8Array([255, 128, 128]), 1).text, "ff… and 2 bytes more");
});

Deno.test("readable() does not lay out JSON that is nested too deep", () => {
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assertEquals(readable(bytes(deep(8_000))), { kind: "text", text: deep(8_000) });
  assertEquals(readable(bytes(deep(50))).kind, "json");
});

Deno.test("jsonTokens() gives all of the text back", () => {
  const json = '{\n  "a \\" b": [1, -2.5e3, true, null, "s: t"]\n}';
  const tokens = [...jsonTokens(json)];
  assertEquals(tokens.map(([, text]) => text).join(""), json);
  assertEquals(tokens.filter(([kind]) => kind !== "plain"), [
    ["key", '"a \\" b"'],
    ["number", "1"],
    ["number", "-2.5e3"],
    ["word", "true"],
    ["word", "null"],
    ["string", '"s: t"'],
  ]);
});
