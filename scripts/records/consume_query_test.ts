import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { type ConsumeFlags, consumeQuery } from "./consume_query.ts";

Deno.test("consumeQuery() begins at the end, or where it makes sense", () => {
  const cases: [ConsumeFlags, unknown][] = [
    [{}, "latest"],
    [{ "until-end": true }, "earliest"],
    [{ group: "g" }, undefined],
    [{ group: "g", "until-end": true }, undefined],
    [{ group: "g", from: "latest" }, "latest"],
    [{ from: "2023-11-14T22:13:20Z" }, { time: 1_700_000_000_000 }],
    [{ offset: "0", partition: "2" }, { offset: 0 }],
  ];
  for (const [flags, from] of cases) {
    assertEquals<unknown>(consumeQuery(flags).from, from, JSON.stringify(flags));
  }
});

Deno.test("consumeQuery() reads partitions, bounds and filters", () => {
  const query = consumeQuery({
    partition: "2,0,2",
    count: "5",
    timeout: "1.5s",
    filter: ["key=a"],
  });
  assertEquals([query.partitions, query.limit, query.timeoutMs], [[2, 0], 5, 1_500]);
  assertEquals(consumeQuery({}).limit, Infinity);
});

Deno.test("consumeQuery() refuses what makes no sense", () => {
  const cases: [ConsumeFlags, string][] = [
    [{ from: "soon" }, "--from is earliest"],
    [{ from: "earliest", offset: "1" }, "not both"],
    [{ follow: true, "until-end": true }, "not both"],
    [{ offset: "-1" }, "--offset is"],
    [{ partition: "a" }, "--partition is"],
    [{ partition: "0", group: "g" }, "leave --partition out"],
    [{ count: "0" }, "--count is"],
    [{ timeout: "5" }, "--timeout is"],
    [{ timeout: "30d" }, "--timeout is"],
    [{ filter: ["topic=a"] }, "--filter is key, value"],
  ];
  for (const [flags, fault] of cases) assertThrows(() => consumeQuery(flags), UsageError, fault);
});
