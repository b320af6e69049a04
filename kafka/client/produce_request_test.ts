import { assertEquals } from "@std/assert";
import groupByPartition from "kafkajs/src/producer/groupMessagesPerPartition.js";
import produce from "kafkajs/src/protocol/requests/produce/index.js";
import kafkajsRequest from "kafkajs/src/protocol/requests/produce/v7/request.js";
import Long from "kafkajs/src/utils/long.js";
import { toMessages } from "./produce_request.ts";

const BATCH = {
  acks: -1,
  timeout: 30_000,
  producerId: Long.fromNumber(4_000),
  producerEpoch: 3,
};

/** A request of these messages, to the second of a topic's partitions. */
function request(messages: unknown[]) {
  const partitions = [{ partition: 1, firstSequence: 70_000, messages }];
  return { ...BATCH, topicData: [{ topic: "örders", partitions }] };
}

async function written(messages: unknown[]): Promise<unknown[]> {
  const { request: { apiKey, apiVersion, expectResponse, encode } } = produce
    .protocol({ version: 7 })(request(messages));
  return [apiKey, apiVersion, expectResponse(), [...(await encode()).buffer]];
}

Deno.test("kafkajs's Produce is written by this library as kafkajs writes it", async () => {
  const timestamp = 1_700_000_000_000;
  const records = [
    { key: "k", value: "v", partition: 1, timestamp, headers: [["a", "1"], ["b", "2"]] as const },
    { key: null, value: null, partition: 1, timestamp },
  ];
  const messages = [
    { key: "k", value: "v", partition: 1, timestamp, headers: { a: "1", b: "2" } },
    { key: null, value: null, partition: 1, timestamp },
  ];
  const expected = (await kafkajsRequest(request(messages)).encode()).buffer;
  assertEquals(await written(toMessages(records)), [0, 7, true, [...expected]]);
});

Deno.test("kafkajs writes what others give it itself", async () => {
  const messages = [{ key: "k", value: "v", timestamp: "5", headers: { a: ["1", "2"] } }];
  const expected = (await kafkajsRequest(request(messages)).encode()).buffer;
  assertEquals(await written(messages), [0, 7, true, [...expected]]);
});

Deno.test("toMessages() has kafkajs ask for the partition once, and keep the messages in order", () => {
  const records = ["a", "b", "c"].map((value) => ({ key: null, value, partition: 2 }));
  const messages = toMessages(records);
  const asked: unknown[] = [];
  const groups = groupByPartition({
    topic: "t",
    partitionMetadata: [{}],
    messages,
    partitioner: ({ message }: { message: { partition: number } }) => {
      asked.push(message);
      return message.partition;
    },
  });
  assertEquals(Object.keys(groups), ["2"]);
  assertEquals([...groups[2]].map(({ value }) => value), ["a", "b", "c"]);
  assertEquals(asked, [messages[0]]);
});
