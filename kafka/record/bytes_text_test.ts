import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { beginningOf, bytesToText, markedText, textToBytes } from "./bytes_text.ts";

const CASES: [bytes: Buffer, encoding: string, text: string, marked: string][] = [
  [Buffer.from("random number 7"), "text", "random number 7", "random number 7"],
  [Buffer.from("Zoë\r\n\0"), "text", "Zoë\r\n\0", "Zoë\r\n\0"],
  [Buffer.alloc(0), "text", "", ""],
  [Buffer.from([0xff, 0x00]), "base64", "/wA=", "base64:/wA="],
  [Buffer.from("base64:/wA="), "text", "base64:/wA=", "base64:YmFzZTY0Oi93QT0="],
  [Buffer.from([0xef, 0xbb, 0xbf, 0x61]), "text", "\ufeffa", "\ufeffa"],
];

CASES.forEach(([bytes, encoding, text, marked], n) => {
  Deno.test(`bytesToText() case ${n + 1}: ${encoding}, and the same bytes back`, () => {
    const shown = bytesToText(new Uint8Array(bytes));
    assertEquals<unknown>(shown, { encoding, text });
    assertEquals([...textToBytes(shown)], [...bytes]);
    assertEquals(markedText(bytes), marked);
  });
});

Deno.test("textToBytes() refuses what is not base64", () => {
  assertThrows(() => textToBytes({ encoding: "base64", text: "a!" }), SyntaxError);
});

Deno.test("beginningOf() parts no letter", () => {
  const text = Buffer.from("aëa€😀b");
  const lengths = Array.from({ length: text.length + 2 }, (_, n) => n);
  const beginnings = lengths.map((length) => beginningOf(text, length).toString());
  assertEquals(beginnings.slice(0, 5), ["", "a", "a", "aë", "aëa"]);
  assertEquals(new Set(beginnings), new Set(["", "a", "aë", "aëa", "aëa€", "aëa€😀", "aëa€😀b"]));
  assertEquals(beginningOf(Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]), 4).length < 5, true);
});
