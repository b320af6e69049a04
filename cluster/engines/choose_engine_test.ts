import { assertEquals, assertStringIncludes } from "@std/assert";
import { whyNotNative } from "./choose_engine.ts";

Deno.test("whyNotNative() refuses Windows, with the ways out", () => {
  assertEquals([whyNotNative("linux"), whyNotNative("darwin")], [undefined, undefined]);
  assertStringIncludes(whyNotNative("windows")!, "WSL2, or Docker");
});
