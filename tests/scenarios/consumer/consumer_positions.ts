import { assertEquals, assertStringIncludes } from "@std/assert";
import { createKafka } from "../../../kafka/client/client.ts";
import { ConsumerClient, faultless } from "../../clients/consumer_client.ts";
import type { Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";

/** Where a group must begin, and where it must go on. */
export function positionScenarios(lab: Lab): void {
  Deno.test("from must position the group, and the same start again must change nothing", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { topic, target } = await ownTarget(lab);
    await topic.produce({ value: "a", partition: 0 }, { value: "b", partition: 1 });
    await topic.produce({ value: "c", partition: 0 });
    await topic.produce({ value: "d", partition: 0 });

    async function mustBegin(from: string, count: number): Promise<void> {
      assertEquals(await consumer.start({ ...target, from }), true, from);
      assertEquals(await consumer.caughtUp(count), faultless(count), from);
      const { member } = await consumer.status();
      assertEquals(await consumer.start({ ...target, from }), false, from);
      assertEquals((await consumer.status()).member, member, "it is to stay the same member");
      assertEquals(await consumer.caughtUp(count), faultless(count), from);
    }
    await mustBegin("earliest", 4);
    const [{ timestamp }] = (await consumer.messages(`topic=${topic.name}`))
      .filter(({ value }) => value === "c");
    // Partition 1 has no record since then.
    await mustBegin(`${timestamp}`, 2);
    const sameTime = `${Date.parse(`${timestamp}`)}`;
    assertEquals(await consumer.start({ ...target, from: sameTime }), false);
  });

  Deno.test("start must begin at the end of new topics, and go on where the group was", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { topic, target } = await ownTarget(lab);
    const other = await OwnTopic.create(lab, 1);
    await topic.produce(...numbered(3));
    await other.produce(...numbered(3));

    // What comes behind the answer is consumed, though nobody has joined the group yet.
    await consumer.start(target);
    await topic.produce(...numbered(4));
    assertEquals(await consumer.caughtUp(4), faultless(4));
    assertEquals(await consumer.stop(), faultless(4));

    await topic.produce(...numbered(5));
    await consumer.start(target);
    assertEquals(await consumer.caughtUp(9), faultless(9));

    await consumer.start({ ...target, topics: `${topic.name},${other.name}` });
    await topic.produce(...numbered(1));
    await other.produce(...numbered(1));
    assertEquals(await consumer.caughtUp(11), faultless(11));
  });

  Deno.test("a group with a foreign member must not be positioned, until that has left", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { topic, target } = await ownTarget(lab);
    const { wanted } = await consumer.status();
    const foreign = createKafka({ brokers: lab.brokers, clientId: "scenario" }).consumer({
      groupId: target.group,
    });
    try {
      await foreign.connect();
      await foreign.subscribe({ topic: topic.name });
      const joined = Promise.withResolvers<string>();
      foreign.on("consumer.group_join", ({ payload }) => joined.resolve(payload.memberId));
      await foreign.run({ eachMessage: () => Promise.resolve() });
      const member = await joined.promise;

      const query = new URLSearchParams({ ...target, from: "earliest" });
      const { detail } = await consumer.call<{ detail: string }>(`/start_consumer?${query}`, 409);
      assertStringIncludes(detail, member);
      assertEquals((await consumer.status()).wanted, wanted, "nothing is to be changed");
    } finally {
      await foreign.disconnect();
    }
    assertEquals(await consumer.start({ ...target, from: "earliest" }), true);
  });
}

/** A topic of two partitions, and it as the only one that a group consumes. */
async function ownTarget(lab: Lab) {
  const topic = await OwnTopic.create(lab, 2);
  return { topic, target: { topics: topic.name, group: topic.name } };
}
