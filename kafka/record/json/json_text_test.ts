import { assertEquals } from "@std/assert";
import { embeddableJson, layOutJson } from "./json_text.ts";

Deno.test("embeddableJson() takes JSON for JSON, as it is spelled, and text for text", () => {
  const cases: [text: string, json: string | undefined][] = [
    ['{"a":[1]}', '{"a":[1]}'],
    ["7", "7"],
    ["null", "null"],
    ["\n [1]", "  [1]"],
    ['{"id":9007199254740993,"p":1.0,"e":1e400}', '{"id":9007199254740993,"p":1.0,"e":1e400}'],
    ['{"a":1,\r\n"a":"\\n\\u00fc"}', '{"a":1, "a":"\\n\\u00fc"}'],
    ["true story", undefined],
    ["random number 7", undefined],
    ["\ufeff7", undefined],
    ["NaN", undefined],
    ["", undefined],
  ];
  for (const [text, json] of cases) assertEquals(embeddableJson(text), json, text);
});

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

Deno.test("JSON that is too deep for those who read it is text", () => {
  assertEquals(embeddableJson(nested(100)), nested(100));
  assertEquals(layOutJson(nested(3)), "[\n  [\n    []\n  ]\n]");
  for (const depth of [101, 8_000, 1_000_000]) {
    assertEquals(embeddableJson(nested(depth)), undefined, `${depth}`);
    assertEquals(layOutJson(nested(depth)), undefined, `${depth}`);
  }
});

Deno.test("layOutJson() keeps the digits of numbers", () => {
  const laidOut = layOutJson('{"id":12345678901234567890,"n":1.50,"t":"<b>"}');
  assertEquals(laidOut, '{\n  "id": 12345678901234567890,\n  "n": 1.50,\n  "t": "<b>"\n}');
});

Deno.test("layOutJson() keeps all that is there, in its order and as it is spelled", () => {
  const json = ' {"b" :-0,\t"1":[ ],"a":{ "x\\"}":"\\u00e9 [,]" },"a":1e400} ';
  assertEquals(
    layOutJson(json),
    `{
  "b": -0,
  "1": [],
  "a": {
    "x\\"}": "\\u00e9 [,]"
  },
  "a": 1e400
}`,
  );
});

Deno.test("layOutJson() leaves text and single values alone", () => {
  for (const text of ["{not json", "7", '"a"', ""]) assertEquals(layOutJson(text), undefined, text);
});
