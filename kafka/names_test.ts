import { assert } from "@std/assert";
import { isTopicName } from "./names.ts";

Deno.test("isTopicName() takes what Kafka takes, and nothing else", () => {
  for (const name of ["a", "A.b_c-9", "__consumer_offsets", "...", "x".repeat(249)]) {
    assert(isTopicName(name), name);
  }
  for (const name of ["", ".", "..", "a b", "a/b", "é", "a\n", "x".repeat(250)]) {
    assert(!isTopicName(name), name);
  }
});
