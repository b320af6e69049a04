import { assertEquals, assertThrows } from "@std/assert";
import type { Header, KafkaRecord } from "../record.ts";
import { parseExpression } from "./record_expression.ts";

const encode = (text: string) => new TextEncoder().encode(text);

const RECORD: KafkaRecord = {
  ...{ topic: "orders", partition: 2, offset: 117, timestamp: 1_700_000_000_000 },
  key: encode("customer-7"),
  value: encode('{"city":"Lagos","amount":3,"price":1.5,"lines":[{"sku":"a-1"}],"odd name":true}'),
  headers: [["type", encode("created")], ["trace", null]],
};

const CASES: [expression: string, matches: boolean][] = [
  ['value.city == "Lagos"', true],
  ['value.city == "Lima"', false],
  ["value.amount == 3 && value.price > 1.0", true],
  ["value.missing == 1", false],
  ["!has(value.missing)", true],
  ['value["odd name"]', true],
  ['value.lines.exists(line, line.sku == "a-1")', true],
  ['key.startsWith("customer-")', true],
  ['headers.type == "created" && headers["trace"] == null', true],
  ["partition == 2 && offset > 100 && offset < 200", true],
  ['time >= timestamp("2023-11-14T22:13:20Z")', true],
  ['key.matches("^customer-[0-9]+$")', true],
  ['key == ".matches("', false],
  ["value.city", false],
  ["value.__proto__ == null", false],
];

CASES.forEach(([expression, matches], n) => {
  Deno.test(`parseExpression() case ${n + 1}: ${expression} is ${matches}`, () => {
    assertEquals(parseExpression(expression).matches(RECORD), matches);
  });
});

Deno.test("parseExpression() gives the text of a column", () => {
  const text = (expression: string) => parseExpression(expression).text(RECORD);
  assertEquals(["value.city", "offset", "value.lines[0]", "value.none"].map(text), [
    "Lagos",
    "117",
    '{"sku":"a-1"}',
    undefined,
  ]);
});

Deno.test("parseExpression() takes any record", () => {
  const odd = { ...RECORD, key: null, value: new Uint8Array([255]), timestamp: 2n ** 62n };
  assertEquals(parseExpression('value == "a" || time == null').matches(odd), true);
  assertEquals(parseExpression("value == null").matches({ ...RECORD, value: null }), true);
});

Deno.test("parseExpression() refuses what is none, and what could take for ever", () => {
  const cases: [expression: string, fault: string][] = [
    ["value.city ==", "EOF"],
    ["city == 1", "Unknown variable: city"],
    ["value.a.all(x, value.a.all(y, x == y))", "only one of"],
    ["value.a.map(x, x).size() > value.b.filter(y, true).size()", "only one of"],
    [`r"\\" == key.matches("(a+)+$")`, ""],
    ["1 + ".repeat(300) + "1", "longer than"],
  ];
  for (const [expression, fault] of cases) {
    assertThrows(() => parseExpression(expression), SyntaxError, fault);
  }
});

Deno.test("parseExpression() is not held up by patterns that backtrack", () => {
  const slow = { ...RECORD, key: encode("a".repeat(50_000)) };
  assertEquals(parseExpression('key.matches("^(a+)+$")').matches(slow), true);
  assertEquals(parseExpression('key.matches("^(a+)+b$")').matches(slow), false);
});

Deno.test("parseExpression() looks at as much of a long text as its pattern can in a moment", () => {
  const found = (expression: string, text: string) =>
    parseExpression(expression).matches({ ...RECORD, value: encode(text) });
  const long = "ab".repeat(500_000);
  assertEquals(found('value.matches("[ab]c")', `${long}c`), true);
  // A program of 1,200 steps, which would take half a minute for all of it.
  const hard = 'value.matches("(a|b){1,300}[0-9]")';
  assertEquals(found(hard, `ab1${long}`), true);
  assertEquals(found(hard, `${long}1`), false);
  assertEquals(found(Array(3).fill(hard).join(" || "), `${long}1`), false);
});

Deno.test("parseExpression() takes long JSON for text where its loop would do much for each item", () => {
  const value = encode(`[${"1,".repeat(10_000)}7]`);
  const isFound = (condition: string) =>
    parseExpression(`value.exists(x, ${condition})`).matches({ ...RECORD, value });
  assertEquals(isFound("x == 7.0"), true);
  const many = Array.from({ length: 40 }, (_, n) => `x == ${n + 8}.0`).join(" || ");
  assertEquals(isFound(`x == 7.0 || ${many}`), false);
});

Deno.test("parseExpression() loops over the beginning of what is no text only", () => {
  const value = new Uint8Array(1_000_000).fill(0xff);
  const isFound = (place: string) =>
    parseExpression(`value.exists(x, x == "${place}")`).matches({ ...RECORD, value });
  assertEquals(isFound("999"), true);
  assertEquals(isFound("999999"), false);
});

Deno.test("parseExpression() sees the first of many headers", () => {
  const headers = Array.from({ length: 20_000 }, (_, n): Header => [`h${n}`, encode(`${n}`)]);
  const isFound = (condition: string) => parseExpression(condition).matches({ ...RECORD, headers });
  assertEquals(isFound('headers.h9999 == "9999"'), true);
  assertEquals(isFound('headers.h10000 == "10000"'), false);
});

Deno.test("parseExpression() reads nothing that is not named", () => {
  const unread = () => {
    throw new Error("read");
  };
  const record = Object.defineProperties({ ...RECORD }, {
    ...{ key: { value: RECORD.key }, value: { value: RECORD.value } },
    headers: { value: { slice: unread } },
  });
  assertEquals(parseExpression("offset >= 0").matches(record), true);
  assertEquals(parseExpression("size(headers) >= 0").matches(record), false);
});
