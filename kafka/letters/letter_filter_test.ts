import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { parseCondition } from "../record/matching/record_condition.ts";
import { errorGroup } from "./error_group.ts";
import type { Letter } from "./letter.ts";
import { type LetterFilter, letterMatcher, parsePlace, partitionMatcher } from "./letter_filter.ts";
import { timeSlots } from "./reading/time_slots.ts";

const letter: Letter = {
  record: {
    ...{ topic: "orders.dlq", partition: 1, offset: 7, timestamp: 0 },
    ...{ key: Buffer.from("key-17"), value: Buffer.from('{"amount":null}') },
    headers: [["trace", Buffer.from("a")]],
  },
  origin: "instigator",
  source: { topic: "orders", partition: 2, offset: 9 },
  error: { text: "TypeError: no amount in order 17" },
  function: "bills",
  ...{ time: 1_000, returns: 0, earlier: [] },
};

function conditions(...texts: string[]) {
  return texts.map((text) => parseCondition(text)!);
}

Deno.test("letterMatcher() tells the letters that a filter wants", () => {
  const cases: [LetterFilter, boolean][] = [
    [{}, true],
    [{ error: "no amount" }, true],
    [{ error: "TypeError: no amount in order #" }, true],
    [{ error: "no customer" }, false],
    [{ source: "orders", function: "bills" }, true],
    [{ source: "order" }, false],
    [{ source: "orders", sourceRecord: { partition: 2, offset: 9 } }, true],
    [{ sourceRecord: { partition: 2, offset: 8 } }, false],
    [{ function: "shipping" }, false],
    [{ conditions: conditions("key~key-1", "value.amount=null", "header.trace=a") }, true],
    [{ conditions: conditions("key=key-1") }, false],
    [{ since: 1_000, until: 1_001 }, true],
    [{ since: 1_001 }, false],
    [{ until: 1_000 }, false],
    [{ partition: 1, places: [{ partition: 1, offset: 7 }] }, true],
    [{ places: [{ partition: 0, offset: 7 }, { partition: 1, offset: 8 }] }, false],
    [{ error: "", source: "", function: "" }, true],
  ];
  for (const [filter, wanted] of cases) {
    assertEquals(letterMatcher(filter)(letter), wanted, JSON.stringify(filter));
  }
});

Deno.test("letterMatcher() finds letters without an error by the name of their group", () => {
  const { error: _, ...plain } = letter;
  assertEquals(letterMatcher({ error: errorGroup(undefined) })(plain), true);
  assertEquals(letterMatcher({ error: "no amount" })(plain), false);
});

Deno.test("partitionMatcher() leaves out where no such letter can lie", () => {
  const places = [{ partition: 2, offset: 0 }];
  assertEquals([0, 1, 2].filter(partitionMatcher({ places })), [2]);
  assertEquals([0, 1, 2].filter(partitionMatcher({ partition: 1 })), [1]);
  assertEquals([0, 1, 2].filter(partitionMatcher()), [0, 1, 2]);
});

Deno.test("parsePlace() reads partition/offset", () => {
  assertEquals(parsePlace("2/17"), { partition: 2, offset: 17 });
  for (
    const wrong of [
      "",
      "2",
      "2/",
      "/3",
      "a/1",
      "1/2/3",
      "-1/2",
      "1/99999999999999999",
      "9999999999/1",
    ]
  ) {
    assertEquals(parsePlace(wrong), undefined, wrong);
  }
});

Deno.test("errorGroup() joins errors that differ in numbers and ids", () => {
  const uuid = "6f1c1de0-7f0a-4b7e-9d3c-0123456789ab";
  assertEquals(
    errorGroup(`Error: no order ${uuid} at 0x1F, line 12\n  at x`),
    "Error: no order # at #, line #",
  );
  assertEquals(errorGroup(" \n"), "no error is told");
});

Deno.test("timeSlots() are few, and count all", () => {
  assertEquals(timeSlots([]), []);
  const minute = 60_000;
  assertEquals(timeSlots([0, 59_999, 3 * minute]), [
    { from: 0, length: minute, letters: 2 },
    { from: 3 * minute, length: minute, letters: 1 },
  ]);
  const days = Array.from({ length: 1_000 }, (_, day) => day * 24 * 60 * minute);
  const slots = timeSlots(days);
  assertEquals(slots.length <= 24, true);
  assertEquals(slots.reduce((sum, { letters }) => sum + letters, 0), 1_000);
});
