import { assertEquals } from "@std/assert";
import { waitText } from "./phases.ts";

Deno.test("waitText() counts the seconds of a wait that lasts", () => {
  const wait = { phase: "kafka", reason: "kafka2 is down", since: 1_000 };
  const cases: [number, string][] = [
    [1_500, "kafka: kafka2 is down"],
    [13_900, "kafka, 12 s: kafka2 is down"],
    [91_000, "kafka, 1 min 30 s: kafka2 is down"],
  ];
  for (const [now, text] of cases) assertEquals(waitText(wait, now), text);
  assertEquals(waitText({ ...wait, reason: "" }, 1_000), "kafka");
  assertEquals(waitText({ ...wait, reason: "a\nb" }, 1_000), "kafka: a\\nb");
});
