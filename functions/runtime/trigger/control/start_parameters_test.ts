import { assertEquals } from "@std/assert";
import { startSchema } from "./start_parameters.ts";

const schema = startSchema({ topics: ["sampleOne"], group: "consumer-Sample-One" });

Deno.test("startSchema takes topics, group and a place to begin", () => {
  const cases: [string, unknown, unknown][] = [
    ["1: nothing", {}, { topics: ["sampleOne"], group: "consumer-Sample-One" }],
    ["2: a list", { topics: "a, b,a" }, { topics: ["a", "b"], group: "consumer-Sample-One" }],
    ["3: an array", { topics: ["a", "b"], group: "g" }, { topics: ["a", "b"], group: "g" }],
    ["4: latest", { topics: "a", group: "g", from: "latest" }, "latest"],
    ["5: a date", { topics: "a", group: "g", from: "2025-11-22" }, "2025-11-22T00:00:00.000Z"],
    [
      "6: a time",
      { topics: "a", group: "g", from: "2025-11-22T10:00:00+01:00" },
      "2025-11-22T09:00:00.000Z",
    ],
    [
      "7: ms, as text",
      { topics: "a", group: "g", from: "1763800000000" },
      "2025-11-22T08:26:40.000Z",
    ],
    ["8: ms", { topics: "a", group: "g", from: 1763800000000 }, "2025-11-22T08:26:40.000Z"],
  ];
  for (const [name, given, expected] of cases) {
    const parsed = schema.parse(given);
    assertEquals(typeof expected === "string" ? parsed.from : parsed, expected, name);
  }
});

Deno.test("startSchema refuses what it does not understand, and says what to change", () => {
  const cases: [string, unknown, string][] = [
    ["0: a name that forges a line", { group: "g\nFAKE" }, "must have no control characters"],
    ["1: an unknown parameter", { topic: "a" }, "is unknown; known are topics, group, from, wait"],
    ["2: no topic", { topics: "" }, "must be a topic's name: letters, digits, . _ -"],
    [
      "3: a topic that cannot be",
      { topics: "a,b c" },
      "must be a topic's name: letters, digits, . _ -",
    ],
    [
      "4: no time",
      { from: "yesterday" },
      "must be latest, earliest, or a time: ISO 8601, ms since the Unix epoch, or how long ago, such as 10m",
    ],
    [
      "5: no such date",
      { from: "2025-13-01" },
      "must be latest, earliest, or a time: ISO 8601, ms since the Unix epoch, or how long ago, such as 10m",
    ],
    ["6: the future", { from: "2999-01-01" }, "must not be in the future; use latest"],
    [
      "7: before all time",
      { from: -1 },
      "must be latest, earliest, or a time: ISO 8601, ms since the Unix epoch, or how long ago, such as 10m",
    ],
  ];
  for (const [name, given, expected] of cases) {
    assertEquals(schema.safeParse(given).error?.issues[0].message, expected, name);
  }
});
