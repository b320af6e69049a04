import { assertEquals } from "@std/assert";
import { jsonTokens, preview } from "./record_text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("preview() shows text in a line, bytes in hexadecimal, and nothing as nothing", () => {
  assertEquals(preview(bytes('{\n  "n": 1\n}'), 900), { kind: "text", text: '{ "n": 1 }' });
  assertEquals(preview(new Uint8Array([0xff, 0, 16]), 900), { kind: "binary", text: "ff 00 10" });
  assertEquals(preview(null, 900).kind, "null");
  assertEquals(preview(new Uint8Array(), 900).kind, "empty");
});

Deno.test("preview() shows the beginning of what is long, in whole letters, and in its room", () => {
  for (const letter of ["x", "ö", "€", "😀"]) {
    const { kind, text } = preview(bytes("a" + letter.repeat(100_000)), 10_000);
    assertEquals([kind, text.endsWith(`${letter}…`), text.length <= 161], ["text", true, true]);
  }
  assertEquals(preview(bytes("abcdef"), 3).text, "abc…");
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
