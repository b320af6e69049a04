import { assertEquals } from "@std/assert";
import { logLine } from "./log_line.ts";

function line(fields: Record<string, unknown>): string {
  return logLine(
    "orders",
    JSON.stringify({
      level: "info",
      time: "2026-11-30T12:00:00.000Z",
      function: "orders",
      ...fields,
    }),
  ).replace(/^\S+ /, "");
}

Deno.test("logLine() shows a structured line with its fields, and stacks below it", () => {
  assertEquals(line({ message: "An order", id: "a", total: 2 }), "orders An order id=a total=2");
  assertEquals(line({ message: "m", text: "two words" }), 'orders m text="two words"');
  assertEquals(
    line({ message: "failed", error: "Error: no\n    at handle (function.ts:3:1)" }),
    "orders failed\n    Error: no\n        at handle (function.ts:3:1)",
  );
});

Deno.test("logLine() leaves out what runs functions", () => {
  const runtime = new URL("../../functions/runtime/run_function.ts", import.meta.url);
  assertEquals(line({ message: `Error: no\n    at call (${runtime}:1:1)` }), "orders Error: no");
});

Deno.test("logLine() has a line of words for a call", () => {
  const call = { message: "invocation", records: 2, ms: 0.53, outputs: 1, failures: 0 };
  assertEquals(line(call), "orders 2 records, 1 output, 0.53 ms");
  assertEquals(
    line({ ...call, outputs: 0, failures: 1, error: "Error: no" }),
    'orders 2 records, 1 failed, 0.53 ms error="Error: no"',
  );
});

Deno.test("logLine() shows what is no structured line as it is, with nothing that a terminal obeys", () => {
  assertEquals(logLine("orders", "hello"), "orders hello");
  assertEquals(logLine("orders", '{"a":1}'), 'orders {"a":1}');
  assertEquals(logLine("orders", "\x1b[2J"), String.raw`orders \x1b[2J`);
  assertEquals(line({ message: "\x1b[2J" }), String.raw`orders \x1b[2J`);
});
