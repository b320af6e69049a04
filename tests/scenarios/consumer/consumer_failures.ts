import { assertEquals, assertMatch } from "@std/assert";
import { ConsumerClient, faultless } from "../../clients/consumer_client.ts";
import { FunctionProcess } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";

/** What must become of records when handlers fail, and when consumers are paused, or die. */
export function failureScenarios(lab: Lab): void {
  Deno.test("a record that cannot be handled must become a dead letter, and hold up none", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 2);
    await topic.produce(
      { value: "good", partition: 1 },
      { key: "k", value: "bad", partition: 1, headers: { fail: "no such customer", mark: "m" } },
      { value: "good again", partition: 1 },
    );
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    assertEquals(await consumer.caughtUp(3), faultless(3));

    const { stdout } = await lab.task(
      ...["consume", `${topic.name}.dlq`, "--from", "earliest", "--count", "1", "--json"],
    );
    const { key, value, partition, headers } = JSON.parse(stdout);
    assertEquals([key, value, partition], ["k", "bad", 1]);
    assertEquals(
      [headers["dlq-topic"], headers["dlq-partition"], headers["dlq-offset"], headers.mark],
      [topic.name, "1", "1", "m"],
    );
    assertMatch(headers["dlq-error"], /no such customer/);
  });

  Deno.test("pause must hold on every replica, and for one that starts again", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using replica = new FunctionProcess("consumer", { KAFKA_BROKERS: lab.brokers.join(",") });
    const second = new ConsumerClient(replica.url(""));
    const topic = await OwnTopic.create(lab, 2);
    await consumer.start({ topics: topic.name, group: topic.name });
    await share(consumer, second);
    await consumer.call("/pause_consumer");
    await eventually("the other is paused", async () => (await second.status()).state === "paused");
    await topic.produce({ value: "a", partition: 0 }, { value: "b", partition: 1 });

    const { member } = await consumer.status();
    Deno.kill((await lab.pids()).get("consumer")!, "SIGTERM");
    await eventually("it is another member", async () => {
      const status = await consumer.status();
      return status.member !== null && status.member !== member;
    });
    await share(consumer, second);
    for (const each of [consumer, second]) {
      const { state, assignment: [{ lag }] } = await each.status();
      assertEquals([state, lag], ["paused", 1]);
    }
    await consumer.call("/resume_consumer");
    assertEquals(await consumer.caughtUp(2), faultless(2));
  });

  Deno.test("the ledger must stay exact through kill -9 of the consumer", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });
    await topic.startRun({ count: 5_000, rate: 1_000, keys: 100 });
    await untilAmidst(consumer);
    Deno.kill((await lab.pids()).get("consumer")!, "SIGKILL");
    const acknowledged = await topic.acknowledged();
    assertEquals(await consumer.caughtUp(acknowledged), faultless(acknowledged));
  });

  Deno.test("a broker that is killed under load must cost the consumer no record", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });
    await topic.startRun({ count: 10_000, rate: 1_000, keys: 100 });
    await untilAmidst(consumer);
    Deno.kill((await lab.pids()).get("kafka2")!, "SIGKILL");
    const acknowledged = await topic.acknowledged();
    const totals = await consumer.caughtUp(acknowledged);
    assertEquals({ ...totals, redelivered: 0 }, faultless(acknowledged));
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    assertEquals((await consumer.status()).problem, null);
  });

  Deno.test("a replica must take over what another had that was killed, and lose nothing", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using replica = new FunctionProcess("consumer", { KAFKA_BROKERS: lab.brokers.join(",") });
    const second = new ConsumerClient(replica.url(""));
    const topic = await OwnTopic.create(lab, 4);
    await consumer.start({ topics: topic.name, group: topic.name });
    await share(consumer, second);
    await topic.startRun({ count: 5_000, rate: 1_000, keys: 100 });
    await untilAmidst(second);
    replica.kill();
    const acknowledged = await topic.acknowledged();
    assertEquals(await consumer.caughtUp(acknowledged), faultless(acknowledged));
    assertEquals((await consumer.status()).assignment.length, 4);
  });
}

/** Settles when each of two replicas has partitions, as many as the other. */
async function share(...replicas: [ConsumerClient, ConsumerClient]): Promise<void> {
  await eventually("the replicas share the partitions", async () => {
    const statuses = await Promise.all(replicas.map((replica) => replica.status()));
    const [a, b] = statuses.map(({ assignment }) => assignment.length);
    if (a > 0 && a === b) return true;
    throw new Error(JSON.stringify(statuses));
  });
}

/** Settles when a consumer has processed records before, and others that it has not committed. */
async function untilAmidst(consumer: ConsumerClient): Promise<void> {
  await eventually("there is something to redeliver", async () => {
    const { assignment } = await consumer.status();
    return assignment.some(({ committed, position }) => 0 < committed && committed < position);
  });
}
