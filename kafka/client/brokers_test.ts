import { assertEquals, assertRejects } from "@std/assert";
import process from "node:process";
import { KafkaError } from "../errors.ts";
import { metadata, metadataOf } from "../protocol/cluster/metadata.ts";
import { produce } from "../protocol/records/produce.ts";
import { FakeBroker } from "../testing/fake_broker.ts";
import { type ToldCluster, toldMetadata, UNKNOWN_TOPIC } from "../testing/told_metadata.ts";
import { Brokers } from "./brokers.ts";

/** Has a broker see the cluster so. */
function see(broker: FakeBroker, cluster: ToldCluster): void {
  broker.on(metadata, ({ topics }) => toldMetadata(cluster, topics));
}

/** Two brokers, and a client that asks the first one first. */
async function withTwo(
  test: (brokers: [FakeBroker, FakeBroker], client: Brokers) => Promise<void>,
): Promise<void> {
  await using first = new FakeBroker();
  await using second = new FakeBroker();
  const client = new Brokers({ brokers: [first.address, second.address], clientId: "t" });
  try {
    await test([first, second], client);
  } finally {
    await client.close();
  }
}

async function errorsOf(client: Brokers, ...names: string[]): Promise<number[]> {
  return (await client.metadata(names)).topics.map(({ errorCode }) => errorCode);
}

Deno.test("Brokers.metadata() knows a topic that the controller knows, though a broker lags behind", () =>
  withTwo(async (brokers, client) => {
    see(brokers[0], { brokers, controller: 2, topics: { old: [1] } });
    see(brokers[1], { brokers, controller: 2, topics: { old: [1], new: [1] } });
    assertEquals(await errorsOf(client, "old", "new", "none"), [0, 0, UNKNOWN_TOPIC]);
  }));

Deno.test("Brokers.metadata() believes a broker where no controller answers", () =>
  withTwo(async (brokers, client) => {
    see(brokers[0], { brokers, controller: -1 });
    assertEquals(await errorsOf(client, "new"), [UNKNOWN_TOPIC]);
    see(brokers[0], { brokers, controller: 2 });
    await brokers[1].stop();
    assertEquals(await errorsOf(client, "new"), [UNKNOWN_TOPIC]);
  }));

Deno.test("Brokers.metadata() passes by a broker that is only starting, and knows none", () =>
  withTwo(async (brokers, client) => {
    see(brokers[0], { brokers: [], controller: -1 });
    see(brokers[1], { brokers, controller: 2, topics: { t: [1] } });
    assertEquals(await errorsOf(client, "t"), [0]);
    assertEquals(await client.controller(), 2);
  }));

Deno.test("Brokers.metadata() is UNREACHABLE while all brokers are only starting", () =>
  withTwo(async (brokers, client) => {
    for (const broker of brokers) see(broker, { brokers: [], controller: -1 });
    const error = await assertRejects(() => client.metadata([]), KafkaError, "only starting");
    assertEquals(error.code, "UNREACHABLE");
  }));

Deno.test("Brokers.request() ends connections once, however many requests a broker that hangs leaves", async () => {
  await using broker = new FakeBroker();
  see(broker, { brokers: [broker], controller: 1 });
  const client = new Brokers({ brokers: [broker.address], clientId: "t", requestTimeoutMs: 2_000 });
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on("warning", note);
  try {
    await client.metadata([]);
    broker.silence();
    // One after the other they take too long, and the connections are given up for each.
    const asked = Array.from(
      { length: 13 },
      (_, n) => client.request(1, metadata, metadataOf([]), 2_000 + 100 * n),
    );
    const ended = await Promise.allSettled(asked);
    assertEquals(ended.filter(({ status }) => status === "rejected").length, 13);
  } finally {
    process.off("warning", note);
    await client.close();
  }
  assertEquals(warnings, []);
});

Deno.test("Brokers.request() makes a connection once, however many ask for it at the same time", async () => {
  await using broker = new FakeBroker();
  see(broker, { brokers: [broker], controller: 1 });
  broker.on(produce, () => ({ topics: [], throttleTimeMs: 0 }));
  const client = new Brokers({ brokers: [broker.address], clientId: "t" });
  try {
    const body = { transactionalId: null, acks: -1, timeoutMs: 1_000, topics: [] };
    await Promise.all(Array.from({ length: 4 }, () => client.request(1, produce, body)));
    // One for what is answered late, and one for all else.
    assertEquals(broker.connections, 2);
  } finally {
    await client.close();
  }
});
