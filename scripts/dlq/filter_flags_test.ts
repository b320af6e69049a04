import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { letterFilter } from "./filter_flags.ts";

Deno.test("letterFilter() reads flags and places", () => {
  assertEquals(letterFilter({}), {});
  const { since, ...rest } = letterFilter({
    ...{ error: "no amount", source: "orders", function: "bills", filter: ["key=a"] },
    ...{ since: "10m", until: "2026-01-01", partition: "0" },
  }, ["1/7"]);
  assertEquals(rest, {
    ...{ error: "no amount", source: "orders", function: "bills" },
    conditions: [{ part: "key", is: "equal", text: "a" }],
    until: Date.parse("2026-01-01"),
    partition: 0,
    places: [{ partition: 1, offset: 7 }],
  });
  assertEquals(typeof since, "number");
});

Deno.test("letterFilter() refuses what makes no sense", () => {
  for (
    const flags of [{ filter: ["color=red"] }, { since: "earliest" }, { until: "soon" }, {
      partition: "-1",
    }]
  ) {
    assertThrows(() => letterFilter(flags), UsageError, "got");
  }
  assertThrows(() => letterFilter({}, ["7"]), UsageError, "partition/offset");
});
