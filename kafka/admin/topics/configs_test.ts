import { assertEquals, assertRejects } from "@std/assert";
import { KafkaError } from "../../errors.ts";
import { describeConfigs } from "../../protocol/cluster/describe_configs.ts";
import { UNKNOWN_TOPIC } from "../../testing/told_metadata.ts";
import { withBroker } from "../../testing/with_broker.ts";
import { describe, toEntry } from "./configs.ts";

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

Deno.test("describe() asks the controller where a broker does not know a new topic yet", () =>
  withBroker(async (client, broker) => {
    const answers = [UNKNOWN_TOPIC, 0, UNKNOWN_TOPIC, UNKNOWN_TOPIC];
    broker.on(describeConfigs, ({ resources: [{ type, name }] }) => ({
      throttleTimeMs: 0,
      results: [{ errorCode: answers.shift()!, errorMessage: null, type, name, configs: [] }],
    }));
    assertEquals(await describe(client, { topic: "t" }), []);
    const error = await assertRejects(() => describe(client, { topic: "u" }), KafkaError);
    assertEquals(error.code, "UNKNOWN_TOPIC_OR_PARTITION");
  }));
