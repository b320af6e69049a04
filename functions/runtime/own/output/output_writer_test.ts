import { assertEquals, assertRejects } from "@std/assert";
import { Outbox } from "../../../../kafka/producer/outbox.ts";
import type { OutgoingRecord } from "../../../../kafka/producer/outgoing_record.ts";
import { partitionOfKey } from "../../../../kafka/producer/partitioner/partitioner.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { Topics } from "../../producing/partition_counts.ts";
import { toOutgoing } from "./outgoing.ts";
import { OutputWriter } from "./output_writer.ts";

/** A writer to topics `one` and `three`, by their partitions; `big` is refused. */
function setUp(topicNames: ReadonlyMap<string, string> = new Map()) {
  const batches: [topic: string, records: OutgoingRecord[]][] = [];
  const outbox = new Outbox({
    maxRecords: 10,
    maxBytes: 10_000,
    sender: {
      deliver(topic, records) {
        if (records.some(({ value }) => value === "big")) {
          return Promise.reject(new SendError("MESSAGE_TOO_LARGE", "Cannot send: it is too large"));
        }
        batches.push([topic, records]);
        return Promise.resolve(100n);
      },
    },
  });
  const topics = new Topics(() => Promise.resolve(new Map([["one", 1], ["three", 3]])));
  const writer = new OutputWriter({ outbox, topics, topicNames, name: "billing" });
  const write = (...records: object[]) =>
    writer.write(records.map((record) => toOutgoing(record, "three", "a record")));
  return { writer, write, batches };
}

Deno.test("records go where their key says, those without one together, and are told where", async () => {
  const { write, batches, writer } = setUp();
  const receipts = await write({ key: "a" }, { value: "1" }, { value: "2" }, {
    topic: "one",
    value: "3",
  }, { partition: 1, value: "4" });
  const keyed = partitionOfKey("a", 3);
  assertEquals(receipts.map(({ topic, partition }) => [topic, partition]), [
    ["three", keyed],
    ["three", receipts[1].partition],
    ["three", receipts[1].partition],
    ["one", 0],
    ["three", 1],
  ]);
  assertEquals(receipts.every(({ offset }) => offset >= 100), true);
  assertEquals([writer.written, batches.flatMap(([, records]) => records).length], [5, 5]);
});

Deno.test("what is written is a run of the ledger's, named after the function", async () => {
  const { write, batches } = setUp();
  await write({ topic: "one", value: "1", headers: { a: "b", "instigator-run": "mine" } });
  await write({ topic: "one", value: "2" });
  const headers = batches.map(([, [{ headers = [] }]]) => Object.fromEntries(headers));
  assertEquals(headers.map((found) => found["instigator-seq"]), ["0", "1"]);
  assertEquals(headers[0].a, "b");
  assertEquals(/^billing-[0-9a-f]{12}$/.test(`${headers[0]["instigator-run"]}`), true);
});

Deno.test("what is not written is told, whatever else is", async () => {
  const { write, batches } = setUp();
  const refused = await assertRejects(
    () => write({ key: "a", value: "big" }, { topic: "one", value: "fine" }),
    SendError,
  );
  assertEquals([refused.verdict, batches.length], ["record", 1]);
  const gone = await assertRejects(() => write({ topic: "gone", value: "1" }), SendError);
  assertEquals([gone.code, gone.verdict], ["UNKNOWN_TOPIC_OR_PARTITION", "topic"]);
});

Deno.test("a topic can stand for another one", async () => {
  const { write, batches } = setUp(new Map([["three", "one"]]));
  assertEquals((await write({ value: "1" }))[0].topic, "one");
  assertEquals(batches[0][0], "one");
});
