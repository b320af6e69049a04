import { assertEquals } from "@std/assert";
import { layOutJson } from "./json_text.ts";
import { type JsonWindow, jsonWindow } from "./json_window.ts";

const length = (part: string) => part.length;

function windows(json: string, room: number): string[] {
  const texts: string[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const window: JsonWindow = jsonWindow(json, from, room, length)!;
    texts.push(window.text);
    from = window.next;
  }
  return texts;
}

Deno.test("jsonWindow() gives all of the JSON, each window within its room", () => {
  const json = JSON.stringify({ a: [1, 2.5, { b: [], c: "x: y, z" }], d: null, e: {} });
  for (const room of [400, 120, 100]) {
    const texts = windows(json, room);
    assertEquals(texts.join(""), layOutJson(json));
    assertEquals(texts.every((text) => text.length <= room), true);
  }
});

Deno.test("jsonWindow() takes a blow-up of blanks a window at a time", () => {
  const deep = "[".repeat(100) + "1,".repeat(2_000) + "1" + "]".repeat(100);
  const window = jsonWindow(deep, 0, 50_000, length)!;
  assertEquals([window.text.length <= 50_000, window.next! < deep.length], [true, true]);
});

Deno.test("jsonWindow() begins with a part, wherever it is asked to", () => {
  const json = '{"name":"a, b","n":12345}';
  for (let from = 0; from <= json.length; from++) {
    const { text } = jsonWindow(json, from, 1_000, length)!;
    assertEquals(layOutJson(json)!.endsWith(text), true, `${from}: ${text}`);
  }
});

Deno.test("jsonWindow() leaves what is no JSON, or has no room, to others", () => {
  assertEquals(jsonWindow("plain", 0, 1_000, length), undefined);
  assertEquals(jsonWindow(JSON.stringify({ a: "x".repeat(200) }), 0, 1_000, length), undefined);
});
