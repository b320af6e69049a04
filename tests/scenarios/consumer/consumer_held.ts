import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import { follow } from "../../../kafka/reader/follow.ts";
import { ConsumerClient } from "../../clients/consumer_client.ts";
import { writeForeign } from "../../../chaos/foreign/foreign_client.ts";
import { FunctionProcess } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";

const encoder = new TextEncoder();

/** What must become of records that cannot be handled, nor be put away, and of partitions that wait. */
export function heldScenarios(lab: Lab): void {
  const settings = { brokers: lab.brokers, clientId: "scenario" };

  /** The first records of a topic. */
  async function records(topic: string, count: number): Promise<KafkaRecord[]> {
    const found: KafkaRecord[] = [];
    const ending = new AbortController();
    for await (const batch of follow(settings, topic, new Map([[0, 0]]), ending.signal)) {
      found.push(...batch);
      if (found.length >= count) ending.abort();
    }
    return found;
  }

  Deno.test("a dead letter must have all that its record had, whoever wrote that", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { name } = await OwnTopic.create(lab, 1);
    const headers: [string, Uint8Array | string | null][] = [
      ["a", "1"],
      ["constructor", "c"],
      ["__proto__", "p"],
      ["b", null],
      ["a", "3"],
      ["a", ""],
      ["bytes", new Uint8Array([0xc3, 0x28])],
      ["fail", "as it is to"],
    ];
    const key = new Uint8Array([0, 0xff]);
    const timestamp = 1_700_000_000_000_000_000; // somebody's nanoseconds
    await writeForeign(lab.brokers, { topic: name }, { key, value: "v", headers, timestamp });
    await consumer.start({ topics: name, group: name, from: "earliest" });
    await consumer.caughtUp(1);

    const [letter] = await records(`${name}.dlq`, 1);
    assertEquals([[...letter.key!], `${letter.value}`], [[...key], "v"]);
    const own = letter.headers.slice(0, headers.length)
      .map(([name, value]) => [name, value && [...value]]);
    assertEquals(
      own,
      headers.map(([name, value]) => [
        name,
        value === null ? null : [...(typeof value === "string" ? encoder.encode(value) : value)],
      ]),
    );
    const text = new Map(letter.headers.map(([name, value]) => [name, `${value}`]));
    assertEquals(text.get("dlq-timestamp"), `${timestamp}`);
  });

  Deno.test("a failing handler must be told of in the log and in the status", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    await topic.produce({ value: "bad", headers: { fail: "no such customer" } });
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    await consumer.caughtUp(1);
    const { problem, handler } = await consumer.status();
    assertEquals(problem, `Cannot handle ${topic.name}/0/0: Error: no such customer`);
    assertEquals(handler.deadLetters > 0, true);
    const log = await Deno.readTextFile(`${lab.stateDir}/logs/consumer.log`);
    const at = log.indexOf(`Cannot handle ${topic.name}/0/0: Error: no such customer`);
    assert(at >= 0, "the log is to say it");
    assertStringIncludes(log.slice(at), "functions/consumer/handler.ts");

    await topic.produce({ value: "good" });
    await consumer.caughtUp(2);
    assertEquals((await consumer.status()).problem, null);

    await topic.produce({ value: "bad", headers: { fail: "no such customer" } });
    await consumer.caughtUp(3);
    const other = await OwnTopic.create(lab, 1);
    await consumer.start({ topics: other.name, group: other.name, wait: "assigned" });
    assertEquals((await consumer.status()).problem, null, "it is of what is consumed now");
  });

  Deno.test("a dead letter topic that was deleted must be made again", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 1);
    const brokers = new Brokers(settings);
    try {
      const bad = { value: "bad", headers: { fail: "no" } };
      await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
      await topic.produce(bad);
      await consumer.caughtUp(1);
      await deleteTopic(brokers, `${topic.name}.dlq`);
      await topic.produce(bad);
      await consumer.caughtUp(2);
    } finally {
      await brokers.close();
    }
    const [letter] = await records(`${topic.name}.dlq`, 1);
    const offset = letter.headers.find(([name]) => name === "dlq-offset")![1];
    assertEquals(`${offset}`, "1");
  });

  Deno.test("a record that cannot be put away must be told of, and can be passed by", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const brokers = new Brokers(settings);
    const topic = "long-".padEnd(246, crypto.randomUUID());
    try {
      await createTopic(brokers, { name: topic, partitions: 2 });
      await consumer.start({ topics: topic, group: topic.slice(0, 50), from: "earliest" });
      const seen = await eventually("the start tells", async () => {
        return (await consumer.status()).problem ?? undefined;
      });
      assertStringIncludes(seen, `${topic}.dlq`);

      await writeForeign(lab.brokers, { topic }, ...[
        { value: "good" },
        { value: "bad", headers: [["fail", "no amount"]] as const },
        { value: "good" },
      ]);
      await writeForeign(lab.brokers, { topic, partition: 1 }, ...numbered(3));
      const { detail } = await eventually("it is not ready", async () => {
        const response = await fetch(lab.url("consumer", "/readyz"));
        const body = await response.json();
        return response.status === 503 && body;
      });
      assertStringIncludes(
        detail,
        `Cannot put away ${topic}/0/1, which failed with Error: no amount`,
      );
      const { problem, ledger } = await consumer.status();
      assertStringIncludes(problem!, detail);
      assertEquals(ledger.totals.consumed, 4, "the other partition goes on");
      const metrics = await (await fetch(lab.url("consumer", "/metrics"))).text();
      assertStringIncludes(
        metrics,
        `instigator_consumer_held_records{topic="${topic}",partition="0",function="consumer"} 1`,
      );

      const skip = (offset: number) =>
        fetch(
          lab.url("consumer", `/skip_consumer?topic=${topic}&partition=0&offset=${offset}`),
          { method: "POST" },
        );
      const refused = await skip(0);
      assertEquals(refused.status, 409, await refused.text());
      const passed = await skip(1);
      assertEquals(passed.status, 200, await passed.text());
      await consumer.caughtUp(6);
      await consumer.call("/readyz");
      assert((await consumer.status()).handler.skipped > 0);
    } finally {
      await deleteTopic(brokers, topic).catch(() => {});
      await brokers.close();
    }
  });

  Deno.test("a replica that is to pass by a record of another one must name it", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using replica = new FunctionProcess("consumer", { KAFKA_BROKERS: lab.brokers.join(",") });
    const second = new ConsumerClient(replica.url(""));
    const topic = await OwnTopic.create(lab, 2);
    await consumer.start({ topics: topic.name, group: topic.name });
    const { member, partition } = await eventually("it has a partition", async () => {
      const { member, assignment } = await second.status();
      return assignment.length === 1 && { member, partition: assignment[0].partition };
    });
    const query = `topic=${topic.name}&partition=${partition}&offset=0`;
    const refused = await fetch(lab.url("consumer", `/skip_consumer?${query}`), { method: "POST" });
    assertEquals(refused.status, 409);
    const { detail } = await refused.json();
    assertStringIncludes(detail, `member ${member} at 127.0.0.1 has the partition`);
  });

  Deno.test("a partition whose broker hangs must hold up only itself, and be named", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    const alone = `scenario-${crypto.randomUUID()}`;
    const made = await lab.task(
      ...["kafka", "topics", "--create", "--topic", alone, "--replica-assignment", "3"],
    );
    assertEquals(made.code, 0, made.stdout);
    await consumer.start({ topics: `${topic.name},${alone}`, group: topic.name, wait: "assigned" });
    await writeForeign(lab.brokers, { topic: alone }, ...numbered(1));
    await consumer.caughtUp(1);
    const frozen = (await lab.pids()).get("kafka3")!;
    Deno.kill(frozen, "SIGSTOP");
    try {
      const problem = await eventually("it is named", async () => {
        const { problem } = await consumer.status();
        return problem?.includes(`${alone}/0`) && problem;
      });
      assertStringIncludes(problem, `Cannot read ${alone}/0`);
      await eventually(
        "another can be written",
        () => topic.produce(...numbered(10)).then(() => true),
      );
      await eventually("the others go on", async () => {
        return (await consumer.status()).ledger.totals.consumed >= 11;
      });
      await consumer.call("/readyz");
      // A start while it hangs, too.
      await consumer.stop();
      await consumer.start({
        topics: `${topic.name},${alone}`,
        group: topic.name,
        wait: "assigned",
      });
      await topic.produce(...numbered(10));
      await eventually("the others go on", async () => {
        return (await consumer.status()).ledger.totals.consumed >= 20;
      });
    } finally {
      Deno.kill(frozen, "SIGCONT");
    }
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    await writeForeign(lab.brokers, { topic: alone }, ...numbered(1));
    const { lost, duplicated } = await eventually("all is consumed", async () => {
      const { ledger: { totals }, totalLag, problem } = await consumer.status();
      return totalLag === 0 && problem === null && totals.consumed >= 22 && totals;
    });
    assertEquals([lost, duplicated], [0, 0]);
  });
}
