import { assertEquals, assertMatch } from "@std/assert";
import { invoke } from "@instigator/testing";
import closing from "./function.ts";

Deno.test("the day that has ended is closed", async () => {
  const { outputs } = await invoke(closing);
  assertEquals(outputs.map(({ topic }) => topic), ["closings"]);
  assertMatch(String(outputs[0].key), /^\d{4}-\d\d-\d\d$/);
});
