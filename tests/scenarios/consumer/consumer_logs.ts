import { assertEquals, assertStringIncludes } from "@std/assert";
import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { ConsumerClient, faultless } from "../../clients/consumer_client.ts";
import {
  Transactions,
  writeForeign,
  writeForeignBatch,
} from "../../../chaos/foreign/foreign_client.ts";
import { eventually, type Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";

/** What must become of logs as other clients leave them: large batches, transactions, new topics. */
export function logScenarios(lab: Lab): void {
  Deno.test("a compressed batch of 300,000 records must be consumed", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    const records = Array.from({ length: 300_000 }, () => ({ value: "r" }));
    await writeForeignBatch(lab.brokers, { topic: topic.name, codec: "gzip" }, records);
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    assertEquals(await consumer.caughtUp(300_000), { ...faultless(300_000), unstamped: 300_000 });
  });

  Deno.test("only committed records must be delivered, and lag must end at 0", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using transactions = new Transactions(lab.brokers);
    const { name } = await OwnTopic.create(lab, 1);
    await transactions.overlap(name);
    await consumer.start({ topics: name, group: name, from: "earliest" });
    const { consumed, lost } = await consumer.caughtUp(2);
    assertEquals([consumed, lost], [2, 0]);
    const messages = await consumer.messages(`topic=${name}`);
    assertEquals(messages.map(({ value }) => value), ["alone", "committed"]);
    const { assignment: [{ position, highWatermark, lag }] } = await consumer.status();
    assertEquals([position, lag], [highWatermark, 0]);
    await eventually("that is committed", async () => {
      const [{ committed }] = (await consumer.status()).assignment;
      return committed === highWatermark;
    });
    const { stdout } = await lab.task("status", "--json");
    const { groups } = JSON.parse(stdout);
    const group = groups.find(({ group }: { group: string }) => group === name);
    assertEquals(group.totalLag, 0, "status says the same");
  });

  Deno.test("records of an open transaction must wait, and not count as lag", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using transactions = new Transactions(lab.brokers);
    const { name } = await OwnTopic.create(lab, 1);
    await writeForeign(lab.brokers, { topic: name }, { value: "before" });
    const open = await transactions.begin();
    for (const value of ["a", "b", "c"]) {
      await open.send({ topic: name, messages: [{ key: "k", value }] });
    }
    await consumer.start({ topics: name, group: name, from: "earliest" });
    await consumer.caughtUp(1);
    const { assignment: [{ highWatermark, lastStableOffset, lag }] } = await consumer.status();
    assertEquals([highWatermark, lastStableOffset, lag], [4, 1, 0]);
    await open.commit();
    await consumer.caughtUp(4);
  });

  Deno.test("records that were deleted while the consumer was paused must count as expired", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    await topic.startRun({ rate: 0, count: 100 });
    await consumer.caughtUp(await topic.acknowledged());
    await consumer.call("/pause_consumer");
    await topic.produce(...numbered(400));
    const partition = { topic: topic.name, partition: 0, offset: 500 };
    const file = await Deno.makeTempFile();
    await Deno.writeTextFile(file, JSON.stringify({ version: 1, partitions: [partition] }));
    const { code, stdout } = await lab.task("kafka", "delete-records", "--offset-json-file", file);
    await Deno.remove(file);
    assertEquals(code, 0, stdout);
    await topic.produce({ value: "after" });
    await consumer.call("/resume_consumer");
    assertEquals(await consumer.caughtUp(101), { ...faultless(101), expired: 400 });
  });

  Deno.test("a topic that is made again under the consumer must be consumed from its beginning", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    const brokers = new Brokers({ brokers: lab.brokers, clientId: "scenario" });
    try {
      await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
      await topic.produce(...numbered(20));
      await consumer.caughtUp(20);
      await deleteTopic(brokers, topic.name);
      await madeAgain(brokers, topic.name);
      await writeForeign(lab.brokers, { topic: topic.name }, ...numbered(50));
    } finally {
      await brokers.close();
    }
    const { resets, lost } = await consumer.caughtUp(70);
    assertEquals([resets, lost], [1, 0]);
  });

  Deno.test("a topic that is deleted must hold up no other, and be named", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const [gone, topic] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    const brokers = new Brokers({ brokers: lab.brokers, clientId: "scenario" });
    try {
      const topics = `${gone.name},${topic.name}`;
      await consumer.start({ topics, group: topic.name, wait: "assigned" });
      await deleteTopic(brokers, gone.name);
      const problem = await eventually("it is said", async () => {
        return (await consumer.status()).problem ?? undefined;
      });
      assertStringIncludes(problem, gone.name);
      await topic.produce(...numbered(5));
      await eventually("the other goes on", async () => {
        return (await consumer.status()).ledger.totals.consumed === 5;
      });
      await consumer.call("/readyz");

      await madeAgain(brokers, gone.name);
      await gone.produce(...numbered(3));
      await consumer.caughtUp(8);
      await eventually("all is well", async () => (await consumer.status()).problem === null);
    } finally {
      await brokers.close();
    }
  });
}

/** Creates a topic that was deleted, as soon as all of the old one is gone. */
async function madeAgain(brokers: Brokers, name: string): Promise<void> {
  await eventually("the topic is made again", async () => {
    await createTopic(brokers, { name, partitions: 1 });
    return true;
  });
}
