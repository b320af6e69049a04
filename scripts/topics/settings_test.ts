import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { parseSettings } from "./settings.ts";

Deno.test("parseSettings() parts names from values at the first =", () => {
  assertEquals(parseSettings(["retention.ms=1", "x=a=b", "y="]), {
    "retention.ms": "1",
    x: "a=b",
    y: "",
  });
  assertEquals(parseSettings([]), {});
});

Deno.test("parseSettings() refuses what is no setting, or comes twice", () => {
  for (const given of [["retention.ms"], ["=1"], ["a=1", "a=2"]]) {
    assertThrows(() => parseSettings(given), UsageError, "--config");
  }
});
