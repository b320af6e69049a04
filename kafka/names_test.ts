import { assert } from "@std/assert";
import { isInternalTopic, isPrintableName, isTopicName } from "./names.ts";

Deno.test("isTopicName() takes what Kafka takes, and nothing else", () => {
  for (const name of ["a", "A.b_c-9", "__consumer_offsets", "...", "x".repeat(249)]) {
    assert(isTopicName(name), name);
  }
  for (const name of ["", ".", "..", "a b", "a/b", "é", "a\n", "x".repeat(250)]) {
    assert(!isTopicName(name), name);
  }
});

Deno.test("isPrintableName() takes all but what would end a line or steer a terminal", () => {
  for (const name of ["", "a b", "\u00e9\u{1f600}", "x/y:z"]) assert(isPrintableName(name), name);
  for (const name of ["g\nFAKE", "\x1b[2J", "a\x7f", "a\x85b", "a\u2028b"]) {
    assert(!isPrintableName(name), JSON.stringify(name));
  }
});

Deno.test("isInternalTopic() knows Kafka's own topics", () => {
  assert(isInternalTopic("__consumer_offsets"));
  assert(!isInternalTopic("__own"));
});
