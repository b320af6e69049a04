import { assertEquals } from "@std/assert";
import { depthOf, eachItem, eachMember, valueStart } from "./json_source.ts";

function items(json: string): string[] {
  const found: string[] = [];
  eachItem(json, valueStart(json), (from, to) => found.push(json.slice(from, to)));
  return found;
}

function members(json: string): [name: string, source: string][] {
  const found: [string, string][] = [];
  eachMember(json, valueStart(json), (name, from, to) => found.push([name, json.slice(from, to)]));
  return found;
}

Deno.test("eachItem() finds items as they are spelled", () => {
  const cases: [json: string, items: string[]][] = [
    ["[]", []],
    ["\n[ ]", []],
    ["[1.0]", ["1.0"]],
    ["[ 1e400 ,\ttrue,null\r\n]", ["1e400", "true", "null"]],
    ['["a,]b","\\"","\\\\","\\\\\\""]', ['"a,]b"', '"\\""', '"\\\\"', '"\\\\\\""']],
    ['[[1,[2]],{"a":[]} , ""]', ["[1,[2]]", '{"a":[]}', '""']],
  ];
  for (const [json, expected] of cases) assertEquals(items(json), expected, json);
});

Deno.test("eachMember() finds values by name, whichever way that is spelled", () => {
  const cases: [json: string, members: [string, string][]][] = [
    ["{}", []],
    ['{ "a" : 1 , "b":{"a": 2} }', [["a", "1"], ["b", '{"a": 2}']]],
    ['{"\\u006bey":9007199254740993}', [["key", "9007199254740993"]]],
    ['{"a":1,"a":2}', [["a", "1"], ["a", "2"]]],
    ['{"a\\"}":"}","":-0}', [['a"}', '"}"'], ["", "-0"]]],
  ];
  for (const [json, expected] of cases) assertEquals(members(json), expected, json);
});

Deno.test("depthOf() counts what stands in each other, and no text", () => {
  const cases: [json: string, depth: number][] = [
    ["7", 0],
    ['"[[["', 0],
    ["[[],[[]]]", 3],
    ['{"[":[{"a":"\\"]"}]}', 3],
    ["[".repeat(8_000) + "]".repeat(8_000), 8_000],
  ];
  for (const [json, depth] of cases) assertEquals(depthOf(json), depth, json.slice(0, 40));
});
