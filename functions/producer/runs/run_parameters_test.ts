import { assertEquals } from "@std/assert";
import { durationMs, runParameters } from "./run_parameters.ts";

Deno.test("runParameters are by default one record every two seconds", () => {
  assertEquals(runParameters.parse({}), {
    topic: "sampleOne",
    rate: 0.5,
    keys: 1,
    template: "random number {{random}}",
  });
});

Deno.test("runParameters takes numbers as numbers and as text", () => {
  const numbers = { rate: 2.5, count: 10, size: 100, keys: 3 };
  const texts = { rate: "2.5", count: "10", size: "100", keys: "3" };
  assertEquals(runParameters.parse(texts), runParameters.parse(numbers));
  assertEquals(runParameters.parse({ rate: "0" }).rate, 0);
});

Deno.test("runParameters reads durations in seconds, or with a unit", () => {
  const cases: [string | number, string, number][] = [
    [30, "30s", 30_000],
    ["30", "30s", 30_000],
    ["0.5", "0.5s", 500],
    ["500ms", "500ms", 500],
    ["30s", "30s", 30_000],
    ["5m", "5m", 300_000],
    ["1.5 h", "1.5h", 5_400_000],
  ];
  for (const [given, text, ms] of cases) {
    const parameters = runParameters.parse({ duration: given });
    assertEquals([parameters.duration, durationMs(text)], [text, ms], `${given}`);
    // They go through the control topic, and are the same behind it.
    assertEquals(runParameters.parse(parameters), parameters);
  }
});

Deno.test("runParameters refuses what makes no sense, and says what does", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ rate: -1 }, "rate must be a number of records a second, 0 or more"],
    [{ rate: "" }, "rate must be a number of records a second, 0 or more"],
    [{ rate: "fast" }, "rate must be a number of records a second, 0 or more"],
    [{ rate: "Infinity" }, "rate must be a number of records a second, 0 or more"],
    [{ rate: null }, "rate must be a number of records a second, 0 or more"],
    [{ count: 0 }, "count must be a whole number of records from 1 to 9007199254740991"],
    [{ count: 1.5 }, "count must be a whole number of records from 1 to 9007199254740991"],
    [{ size: 2_000_000 }, "size must be a whole number of bytes from 1 to 1000000"],
    [{ keys: 0 }, "keys must be a whole number of keys from 1 to 1000000"],
    [{ topic: "a b" }, "topic must be a topic's name"],
    [
      { duration: "5 days" },
      "duration must be seconds, or a number with a unit such as 500ms, 30s, 5m or 1h",
    ],
    [
      { duration: 0 },
      "duration must be seconds, or a number with a unit such as 500ms, 30s, 5m or 1h",
    ],
    [
      { template: "{{x}}" },
      "template has no placeholder {{x}}; there are seq, key, random, time, uuid",
    ],
    [
      { speed: 1 },
      " is unknown; known are topic, rate, count, duration, size, keys, template",
    ],
  ];
  for (const [given, fault] of cases) {
    const { error } = runParameters.safeParse(given);
    const faults = error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    assertEquals(faults, [fault], JSON.stringify(given));
  }
});
