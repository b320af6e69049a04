import { assertEquals } from "@std/assert";
import { allowedValues, configMeaning, parseConfigValue } from "./config_text.ts";

const CASES: [name: string, value: string, meaning: string | undefined][] = [
  ["retention.ms", "604800000", "7d"],
  ["segment.ms", "90000", "90s"],
  ["retention.ms", "-1", "no limit"],
  ["retention.bytes", "-1", "no limit"],
  ["segment.bytes", "1073741824", "1 GiB"],
  ["min.insync.replicas", "2", undefined],
  ["flush.messages", "9223372036854775807", undefined],
  ["flush.ms", "9223372036854775807", "no limit"],
];

for (const [name, value, meaning] of CASES) {
  Deno.test(`configMeaning() of ${name}=${value}`, () => {
    assertEquals(configMeaning(name, value), meaning);
  });
}

Deno.test("parseConfigValue() takes what configMeaning() says, and all else as it is", () => {
  assertEquals(parseConfigValue("retention.ms", "7d"), "604800000");
  assertEquals(parseConfigValue("retention.ms", "7 d"), "604800000");
  assertEquals(parseConfigValue("retention.bytes", "no limit"), "-1");
  assertEquals(parseConfigValue("segment.bytes", "1.5 GiB"), "1610612736");
  assertEquals(parseConfigValue("segment.bytes", "lots"), "lots");
  assertEquals(parseConfigValue("cleanup.policy", "7d"), "7d");
});

Deno.test("allowedValues() of a boolean and of a policy", () => {
  assertEquals(allowedValues("preallocate", "boolean"), ["true", "false"]);
  assertEquals(allowedValues("cleanup.policy", "list")?.length, 3);
  assertEquals(allowedValues("retention.ms", "long"), undefined);
});
