import { assertEquals } from "@std/assert";
import { toEntry } from "./configs.ts";

const found = {
  name: "retention.ms",
  value: "1000",
  readOnly: false,
  source: 1,
  sensitive: false,
  synonyms: [
    { name: "retention.ms", value: "1000", source: 1 },
    { name: "log.retention.ms", value: "5000", source: 4 },
    { name: "log.retention.hours", value: "168", source: 5 },
  ],
  type: 5,
  documentation: "How long",
};

Deno.test("toEntry() finds what a topic's setting would be without it", () => {
  const { source, value, default: below, type, doc } = toEntry(found);
  assertEquals([source, value, below, type, doc], ["topic", "1000", "5000", "long", "How long"]);
});

Deno.test("toEntry() takes what is not set on the resource itself for its own default", () => {
  const entry = toEntry({ ...found, value: "5000", source: 4, synonyms: [] });
  assertEquals([entry.source, entry.default], ["static", "5000"]);
});

Deno.test("toEntry() takes kinds that are not known yet", () => {
  const { source, type } = toEntry({ ...found, source: 99, type: 99, documentation: null });
  assertEquals([source, type], ["unknown", "unknown"]);
});
