import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { htmlCost } from "../../web/html_cost.ts";
import { type ValueForm, type ValueWindow, valueWindow } from "./value_window.ts";

function whole(bytes: Uint8Array, form: ValueForm, room: number): string[] {
  const texts: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const window: ValueWindow = valueWindow(bytes, { form, from, room });
    texts.push(window.text);
    from = window.next;
  }
  return texts;
}

Deno.test("valueWindow() reaches every byte in every form, each window within its room", () => {
  const value = Buffer.from("größe 😀 <&> \0\u202e".repeat(50));
  const texts = whole(value, "text", 300);
  assertEquals(texts.join(""), value.toString());
  assertEquals(texts.every((text) => htmlCost(text) <= 300), true);
  assertEquals(whole(value, "base64", 300).join(""), value.toString("base64"));
  assertEquals(whole(value, "hex", 300).join(" ").replace(/\s/g, ""), value.toString("hex"));
});

const shownIn = ({ kind, text }: ValueWindow) => [kind, text];

Deno.test("valueWindow() shows JSON laid out, text as it is, and bytes in hexadecimal", () => {
  const shown = (bytes: Uint8Array | null, form?: ValueForm) =>
    shownIn(valueWindow(bytes, { form, room: 1_000 }));
  assertEquals(shown(Buffer.from('{"a":1.50}')), ["json", '{\n  "a": 1.50\n}']);
  assertEquals(shown(Buffer.from('{"a":1.50}'), "text"), ["text", '{"a":1.50}']);
  assertEquals(shown(Buffer.from("plain")), ["text", "plain"]);
  assertEquals(shown(new Uint8Array([0xff, 0, 16])), ["binary", "ff 00 10"]);
  assertEquals(shown(null), ["null", "null"]);
  assertEquals(shown(new Uint8Array()), ["empty", ""]);
});

Deno.test("valueWindow() of a hundred levels keeps within its room", () => {
  const deep = Buffer.from("[".repeat(100) + "1,".repeat(2_000) + "1" + "]".repeat(100));
  const { kind, text, next } = valueWindow(deep, { room: 20_000 });
  assertEquals([kind, htmlCost(text) <= 20_000, next! > 0], ["json", true, true]);
});
