import { assertEquals } from "@std/assert";
import { parseStart } from "./start.ts";

Deno.test("parseStart() reads ends and times, and refuses the rest", () => {
  const cases = [
    ["earliest", "earliest"],
    ["latest", "latest"],
    ["1700000000000", 1_700_000_000_000],
    ["2023-11-14T22:13:20Z", 1_700_000_000_000],
    ["2023-11-14", Date.parse("2023-11-14")],
    ["yesterday", undefined],
    // Date.parse would take this for May 2001.
    ["may 1", undefined],
    ["-5", undefined],
    ["", undefined],
  ] as const;
  for (const [text, start] of cases) assertEquals(parseStart(text), start, text);
});
