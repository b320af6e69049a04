import { assertEquals, assertThrows } from "@std/assert";
import { Problem } from "../../http/problems/problem.ts";
import { readInvocation } from "./read_invocation.ts";

function read(body: string) {
  return readInvocation(body, "orders").map(({ topic, offset, key, value }) => [
    topic,
    offset,
    key && `${key}`,
    value && `${value}`,
  ]);
}

Deno.test("a body is a record, a list, or one a line", () => {
  const record = `{"topic":"t","offset":7,"key":"k","value":{"id":9007199254740993}}`;
  const expected = ["t", 7, "k", `{"id":9007199254740993}`];
  assertEquals(read(record), [expected]);
  assertEquals(read(`[ ${record}, ${record} ]`), [expected, expected]);
  assertEquals(read(`${record}\n\n${record}\n`), [expected, expected]);
  assertEquals(read("[]"), []);
});

Deno.test("what is no record is a value", () => {
  assertEquals(read(`[{"price": 1.0}, "text", 5, null, [1], {"value":"as it is"}]`), [
    ["orders", 0, null, `{"price": 1.0}`],
    ["orders", 1, null, "text"],
    ["orders", 2, null, "5"],
    ["orders", 3, null, null],
    ["orders", 4, null, "[1]"],
    ["orders", 5, null, "as it is"],
  ]);
});

Deno.test("what cannot be read is told with its place", () => {
  const cases: [body: string, status: number, fault: string][] = [
    ["{", 400, "Cannot read the body: it is no JSON"],
    [`{"a":1}\n{`, 400, "Cannot read line 2: it is no JSON"],
    [`[1,{"value":1,"headers":5}]`, 422, "Cannot take record 1: "],
    [`{"value":1,"partition":-1}`, 422, "Cannot take record 0: partition must be"],
  ];
  for (const [body, status, fault] of cases) {
    const problem = assertThrows(() => read(body), Problem);
    assertEquals([problem.status, problem.message.slice(0, fault.length)], [status, fault]);
  }
});
