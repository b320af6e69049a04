import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Brokers } from "../../client/brokers.ts";
import { KafkaError } from "../../errors.ts";
import { partitionOfKey } from "../../producer/partitioner/partitioner.ts";
import type { Letter, LetterSource } from "../letter.ts";
import { Targets } from "./targets.ts";

const UNKNOWN = 3;

/** What Kafka says of topics by these names: LEADER_NOT_AVAILABLE, TOPIC_AUTHORIZATION_FAILED. */
const CODES: Record<string, number> = { starting: 5, secret: 29 };

/** A cluster with these topics, and how many partitions each has. */
function cluster(topics: Record<string, number>): Brokers {
  const metadata = (names: string[]) =>
    Promise.resolve({
      topics: names.map((name) => ({
        errorCode: CODES[name] ?? (name in topics ? 0 : UNKNOWN),
        partitions: Array.from({ length: topics[name] ?? 0 }),
      })),
    });
  return { metadata } as unknown as Brokers;
}

function letter(source?: LetterSource, key: string | null = "k"): Letter {
  return {
    record: {
      ...{ topic: "orders.dlq", partition: 5, offset: 7, timestamp: 0, headers: [], value: null },
      key: key === null ? null : Buffer.from(key),
    },
    ...{ origin: "instigator", time: 0, returns: 0, earlier: [], source },
  };
}

Deno.test("Targets.of() is where a letter comes from, in its own partition as long as there is one", async () => {
  const targets = new Targets(cluster({ orders: 4 }), "orders.dlq");
  const of = (source?: LetterSource, key?: string | null) => targets.of(letter(source, key));
  assertEquals(await of({ topic: "orders", partition: 3 }), { topic: "orders", partition: 3 });
  const chosen = { topic: "orders", partition: partitionOfKey("k", 4) };
  assertEquals(await of({ topic: "orders", partition: 4 }), chosen);
  assertEquals(await of({ topic: "orders" }), chosen);
  assertEquals(await of({ topic: "orders" }, null), { topic: "orders", partition: 1 });
  assertEquals(await of(), { reason: "it does not tell which topic it comes from" });
  assertEquals(await of({ topic: "gone" }), { reason: "there is no topic gone" });
  assertEquals(await of({ topic: "orders.dlq" }), { reason: "orders.dlq is where it lies" });
  assertEquals(await of({ topic: "__consumer_offsets" }), {
    reason: "only Kafka itself writes to __consumer_offsets",
  });
});

Deno.test("Targets.of() is one topic for all where that is asked for", async () => {
  const targets = new Targets(cluster({ orders: 4, mended: 2 }), "orders.dlq", "mended");
  await targets.check();
  const chosen = { topic: "mended", partition: partitionOfKey("k", 2) };
  assertEquals(await targets.of(letter({ topic: "orders", partition: 3 })), chosen);
  assertEquals(await targets.of(letter()), chosen);
});

Deno.test("Targets.of() refuses letters for what stays, and fails for what passes", async () => {
  const targets = new Targets(cluster({}), "orders.dlq");
  assertEquals(await targets.of(letter({ topic: "secret" })), {
    reason: "Cannot find topic secret: TOPIC_AUTHORIZATION_FAILED",
  });
  const error = await assertRejects(() => targets.of(letter({ topic: "starting" })), KafkaError);
  assertEquals(error.code, "LEADER_NOT_AVAILABLE");
});

Deno.test("Targets.check() refuses a topic that letters cannot go to", async () => {
  for (const to of ["gone", "orders.dlq", "__consumer_offsets"]) {
    const targets = new Targets(cluster({ "orders.dlq": 1 }), "orders.dlq", to);
    const error = await assertRejects(() => targets.check(), KafkaError);
    assertEquals(error.code, "INVALID_TOPIC_EXCEPTION", to);
  }
});
