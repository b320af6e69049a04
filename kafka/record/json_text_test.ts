import { assertEquals } from "@std/assert";
import { layOutJson, parseJson } from "./json_text.ts";

Deno.test("parseJson() takes JSON for JSON, and text for text", () => {
  const cases: [text: string, found: { json: unknown } | undefined][] = [
    ['{"a":[1]}', { json: { a: [1] } }],
    ["7", { json: 7 }],
    ["null", { json: null }],
    ["\n [1]", { json: [1] }],
    ["true story", undefined],
    ["random number 7", undefined],
    ["", undefined],
  ];
  for (const [text, found] of cases) assertEquals(parseJson(text), found, text);
});

Deno.test("layOutJson() keeps the digits of numbers", () => {
  const laidOut = layOutJson('{"id":12345678901234567890,"n":1.50,"t":"<b>"}');
  assertEquals(laidOut, '{\n  "id": 12345678901234567890,\n  "n": 1.50,\n  "t": "<b>"\n}');
});

Deno.test("layOutJson() leaves text and single values alone", () => {
  for (const text of ["{not json", "7", '"a"', ""]) assertEquals(layOutJson(text), undefined, text);
});
