import { assertEquals, assertThrows } from "@std/assert";
import { ConfigError, readConfig } from "../config/config.ts";
import { sharedVariables } from "../config/shared_variables.ts";
import { defineFunction } from "./define_function.ts";
import { placed, placeVariables } from "./place.ts";
import { readDefinition } from "./read_definition.ts";

const variables = { ...sharedVariables, ...placeVariables };

function settings(set: Record<string, string>) {
  return readConfig(variables, (name) => ({ KAFKA_BROKERS: "k:9092", ...set })[name]);
}

const own = readDefinition(
  "orders",
  defineFunction({
    port: 5010,
    trigger: { topics: ["orders", "returns"] },
    output: { topic: "invoices" },
    onFailure: { topic: "failed" },
    each: () => {},
  }),
);

Deno.test("a function is as it is defined where nothing else is said", () => {
  assertEquals(placed(own, settings({})), own);
});

Deno.test("a function can have another group, and other topics", () => {
  const { trigger, output, onFailure } = placed(
    own,
    settings({ TRIGGER_GROUP: "g", TOPIC_NAMES: "orders=a,invoices=b,failed=c" }),
  );
  assertEquals([trigger?.group, trigger?.topics], ["g", ["a", "returns"]]);
  assertEquals([output?.topic, onFailure?.topic], ["b", "c"]);
});

Deno.test("what is no name of a topic is refused", () => {
  assertThrows(() => settings({ TOPIC_NAMES: "orders" }), ConfigError, "name=topic");
  assertThrows(() => settings({ TOPIC_NAMES: "orders=a b" }), ConfigError, "name=topic");
});
