import { assertEquals } from "@std/assert";
import { wrapped } from "./wrapped.ts";

Deno.test("wrapped() parts lines between words, under the text that they belong to", () => {
  const text = `Usage: deno task example <topic> [--count N] [--json]

A line of words that is too long for it.
  --count N  end after so many records
  --a-flag-with-a-long-name V  what it does`;
  assertEquals(wrapped(text, 30).split("\n"), [
    "Usage: deno task example",
    "<topic> [--count N] [--json]",
    "",
    "A line of words that is too",
    "long for it.",
    "  --count N  end after so many",
    "             records",
    "  --a-flag-with-a-long-name V",
    "    what it does",
  ]);
});

Deno.test("wrapped() leaves what fits as it is, and words that never fit in one piece", () => {
  const text = "  a  b\n\n  --x  y z";
  assertEquals([wrapped(text, 80), wrapped(text, Infinity)], [text, text]);
  assertEquals(wrapped("0123456789 ab", 5), "0123456789\nab");
});
