import { assertEquals, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { labKafka, withBrokers } from "../../../cluster/lab_kafka.ts";
import { browse } from "../../../kafka/reader/browse.ts";
import { follow } from "../../../kafka/reader/follow.ts";
import { PartitionReader } from "../../../kafka/reader/partition_reader.ts";
import type { BatchRecord } from "../../../kafka/protocol/records/write_batch.ts";
import { ConsumerClient } from "../../clients/consumer_client.ts";
import { Transactions, writeForeign } from "../../../chaos/foreign/foreign_client.ts";
import { FunctionProcess } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";
import { messagesOf, ofConsumed, ofMessage, plain } from "../../kafka/seen_record.ts";
import { firstEvents } from "../../clients/server_sent_events.ts";

const DEEP = "[".repeat(8_000) + "]".repeat(8_000);

/** What anyone may write, and what tools of this kind stumble over. */
const ODD = ([
  { key: "names", value: "1", headers: [["constructor", "1"], ["__proto__", "2"], ["", "3"]] },
  { key: "null", value: null, headers: [["h", null], ["h", "1"], ["h", ""]] },
  { key: "time", value: "2", headers: [], timestamp: 1_700_000_000_000_000_000n },
  { key: "nanoseconds", value: "3", headers: [], timestamp: 1_700_000_000_123_456_789n },
  { key: "negative", value: "4", headers: [], timestamp: -1 },
  { key: "order", value: "5", headers: [["a", "1"], ["b", "2"], ["a", "3"], ["7", "4"]] },
  {
    key: new Uint8Array([0xff]),
    value: new Uint8Array([0xc3, 0x28]),
    headers: [["raw", new Uint8Array([0xc3, 0x28])], ["text", "base64:wyg="]],
  },
  { key: "", value: "", headers: [] },
  { key: null, value: '{"id":1234567890123456789,"p":1.0,"e":1e400}', headers: [] },
  { key: "deep", value: DEEP, headers: [] },
] satisfies BatchRecord[]).map((record): BatchRecord => ({
  timestamp: 1_763_830_000_000,
  ...record,
}));

/** What must become of records that other clients wrote, in all that shows records. */
export function oddRecordScenarios(lab: Lab): void {
  Deno.test("records must be shown as they are, whatever other clients wrote", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { name } = await OwnTopic.create(lab, 1);
    await writeForeign(lab.brokers, { topic: name }, ...ODD);
    const expected = ODD.map(plain);

    const { stdout } = await lab.task(...consumeAll(name, ODD.length), "--json");
    assertEquals(stdout.trimEnd().split("\n").map(ofConsumed), expected);

    await consumer.start({ topics: name, group: name, from: "earliest" });
    await consumer.caughtUp(ODD.length);
    const body = await text(lab.url("consumer", `/messages?topic=${name}`));
    assertEquals(messagesOf(body).map(ofMessage), expected);
    assertStringIncludes(body, '"value":{"id":1234567890123456789,"p":1.0,"e":1e400}');
    assertStringIncludes(body, '"timestamp":1700000000123456789');
    const nested = JSON.parse(body).messages.at(-1);
    assertEquals([nested.encoding, nested.value], ["text", DEEP]);
    assertEquals((await consumer.messages("header=h:1")).map(({ key }) => key), ["null"]);
    assertEquals((await consumer.messages("header=constructor:1")).length, 1);

    const stream = await consumer.events(`topic=${name}&limit=1000`);
    const events = await firstEvents(ODD.length, stream);
    assertEquals(events.map(({ data }) => ofMessage(data)), expected);

    const page = await text(lab.url("console", `/topics/${name}/records?from=earliest`));
    assertEquals(page.split("<details>").length - 1, ODD.length);
    assertStringIncludes(page, "1234567890123456789");
  });

  Deno.test("every codec of Kafka's own producer must be read by every tool", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const { name } = await OwnTopic.create(lab, 1);
    const codecs = ["gzip", "snappy", "lz4", "zstd"];
    const lines = (codec: string) =>
      Array.from({ length: 500 }, (_, n) => `${codec} ${n} `.repeat(20));
    for (const codec of codecs) {
      const producer = lab.spawn(
        ...["kafka", "console-producer", "--topic", name, "--compression-codec", codec],
      );
      const writer = producer.stdin.getWriter();
      await writer.write(new TextEncoder().encode(lines(codec).join("\n") + "\n"));
      await writer.close();
      assertEquals((await producer.output()).code, 0, codec);
    }
    const expected = codecs.flatMap(lines);
    const { stdout } = await lab.task(...consumeAll(name, expected.length));
    assertEquals(stdout, expected.join("\n") + "\n");
    const { stdout: asGroup } = await lab.task(
      ...consumeAll(name, expected.length),
      ...["--group", `${name}-group`],
    );
    assertEquals(asGroup, stdout);
    await consumer.start({ topics: name, group: name, from: "earliest" });
    await consumer.caughtUp(expected.length);
    const last = await consumer.messages(`topic=${name}&limit=1000`);
    assertEquals(last.map(({ value }) => value), expected.slice(-1_000));
  });

  Deno.test("consume, the console and tails must show what is committed only", async () => {
    const { name } = await OwnTopic.create(lab, 1);
    await using transactions = new Transactions(lab.brokers);
    await transactions.overlap(name);
    const open = await transactions.begin();
    await open.send({ topic: name, messages: [{ key: "k", value: "open" }] });
    await writeForeign(lab.brokers, { topic: name }, { value: "behind" });

    const { stdout } = await lab.task(...consumeAll(name, 2));
    assertEquals(stdout, "alone\ncommitted\n");
    const settings = labKafka(lab.topology);
    for (const from of ["earliest", "latest"] as const) {
      const { records, end } = await browse(settings, name, { from, limit: 10 });
      assertEquals([records.map(({ value }) => `${value}`), end], [["alone", "committed"], "all"]);
    }

    // What is followed from the end on begins with the open transaction.
    const reader = new PartitionReader(settings, name);
    const [{ end }] = (await reader.logs()).values();
    await reader.close();
    await open.commit();
    const signal = AbortSignal.timeout(30_000);
    const seen: string[] = [];
    for await (const records of follow(settings, name, new Map([[0, end]]), signal)) {
      seen.push(...records.map(({ value }) => `${value}`));
      if (seen.length === 2) break;
    }
    assertEquals(seen, ["open", "behind"]);
  });

  Deno.test("produce must write the bytes that it is given, and consume print them", async () => {
    const { name } = await OwnTopic.create(lab, 1);
    const input = Buffer.from("\xff\xfe\nline\r\n\xef\xbb\xbfbom\n\n\0\n", "latin1");
    const producing = lab.spawn("produce", name);
    const writer = producing.stdin.getWriter();
    await writer.write(input);
    await writer.close();
    assertEquals((await producing.output()).code, 0);
    const consuming = lab.spawn(...consumeAll(name, 5));
    await consuming.stdin.close();
    const { stdout } = await consuming.output();
    assertEquals(Buffer.from(stdout).toString("latin1"), input.toString("latin1"));
  });

  Deno.test("JSON must be stored byte by byte as it was sent, and shown so", async () => {
    const { name } = await OwnTopic.create(lab, 1);
    const value = '{"id":9007199254740993, "p":1.0,"e":1e400,"e":"\\u00fc"}';
    const response = await fetch(lab.url("producer", `/topics/${name}`), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"records":[{"key":9007199254740993,"value":${value}},{"key":"azE=","value":1.0}]}`,
    });
    assertEquals(response.status, 200, await response.text());
    const { stdout } = await lab.task(...consumeAll(name, 2), "--key-separator", " = ");
    assertEquals(stdout, `9007199254740993 = ${value}\n"azE=" = 1.0\n`);
  });

  Deno.test("a record must keep the time and the null headers that it is posted with", async () => {
    const { name } = await OwnTopic.create(lab, 1);
    const headers = [{ name: "h", value: null }, { name: "h", value: "" }];
    const records = [
      { value: "a", timestamp: 1_700_000_000_123, headers },
      { value: "b", timestamp: "2023-11-14T22:13:20.456Z" },
    ];
    const response = await fetch(lab.url("producer", `/topics/${name}`), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.text.v2+json" },
      body: JSON.stringify({ records }),
    });
    assertEquals(response.status, 200, await response.text());
    const { stdout } = await lab.task(...consumeAll(name, 2), "--json");
    const seen = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(
      seen.map(({ time, headers }) => [time, headers.h]),
      [["2023-11-14T22:13:20.123Z", [null, ""]], ["2023-11-14T22:13:20.456Z", undefined]],
    );
  });

  Deno.test("a client that resumes must be told what it missed while nobody kept it", async () => {
    const topic = await OwnTopic.create(lab, 1);
    const variables = {
      KAFKA_BROKERS: lab.brokers.join(","),
      CONTROL_TOPIC: `${topic.name}-control`,
    };
    const start = { topics: topic.name, group: topic.name };
    {
      await using own = new FunctionProcess("consumer", variables);
      await own.ready();
      const consumer = new ConsumerClient(own.url(""));
      await consumer.start({ ...start, from: "earliest" });
      await topic.produce(...numbered(601));
      await consumer.caughtUp(601);
    }
    await using own = new FunctionProcess("consumer", variables);
    await own.ready();
    const headers = { accept: "text/event-stream", "last-event-id": `${topic.name}/0/300` };
    const stream = await fetch(own.url("/messages"), { headers });
    await topic.produce({ value: "next" });
    const [lost, next] = await firstEvents(2, stream);
    assertEquals([lost.event, lost.data], ["lost", '{"records":300}']);
    assertEquals(next.id, `${topic.name}/0/601`);
  });

  Deno.test("messages must be those of the topics that are wanted now", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const [old, wanted] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await old.produce(...numbered(3));
    await wanted.produce({ value: "wanted" });
    await consumer.start({ topics: old.name, group: old.name, from: "earliest" });
    await consumer.caughtUp(3);
    await consumer.start({ topics: wanted.name, group: wanted.name, from: "earliest" });
    await consumer.caughtUp(1);
    const values = async () => (await consumer.messages("")).map(({ value }) => value);
    assertEquals(await values(), ["wanted"]);

    // The same topic, made anew.
    await withBrokers(lab.topology, async (brokers) => {
      await deleteTopic(brokers, wanted.name);
      await eventually("it can be created again", async () => {
        await createTopic(brokers, { name: wanted.name, partitions: 1 });
        return true;
      });
    });
    await writeForeign(lab.brokers, { topic: wanted.name }, { value: "new" });
    await eventually(
      "the new topic's record is consumed",
      async () => (await values()).includes("new"),
    );
    assertEquals(await values(), ["new"]);
  });
}

function consumeAll(topic: string, count: number): string[] {
  return ["consume", topic, "--from", "earliest", "--count", `${count}`];
}

async function text(url: string): Promise<string> {
  const response = await fetch(url);
  const body = await response.text();
  assertEquals(response.status, 200, body);
  return body;
}
