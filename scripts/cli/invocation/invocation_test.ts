import { assertEquals } from "@std/assert";
import { type Invocation, invocationText } from "./invocation.ts";

const place = { topic: "orders", partition: 0 };

const INVOCATION: Invocation = {
  message: "",
  dryRun: true,
  failed: 1,
  ms: 3.2,
  error: null,
  records: [
    { ...place, offset: 0, outcome: "ok", error: null },
    { ...place, offset: 1, outcome: "failed", error: "Error: no" },
    { ...place, offset: 2, outcome: "filtered", error: null },
  ],
  outputs: [{ topic: "invoices", partition: null, offset: null, key: "a", value: "\x1b[2J" }],
};

Deno.test("invocationText() has failures, outputs, and a line for all", () => {
  assertEquals(invocationText(INVOCATION).split("\n"), [
    "orders/0/1 Error: no",
    String.raw`invoices a \x1b[2J`,
    "3 records, 1 filtered out, 1 failed, 1 output, not written: a dry run, 3 ms",
  ]);
});

Deno.test("invocationText() shows what a call without records failed with", () => {
  const run = { ...INVOCATION, records: [], outputs: [], error: "Error: late", dryRun: false };
  assertEquals(invocationText(run).split("\n"), [
    "Error: late",
    "0 records, 1 failed, 0 outputs written, 3 ms",
  ]);
});
