import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Buffer, isUtf8 } from "node:buffer";
import { labKafka, withBrokers } from "../../../cluster/lab_kafka.ts";
import { createTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import type { BatchRecord } from "../../../kafka/protocol/records/write_batch.ts";
import { browse } from "../../../kafka/reader/browse.ts";
import { CODECS } from "../../../chaos/foreign/compressed_batch.ts";
import { ConsumerClient } from "../../clients/consumer_client.ts";
import { writeForeign } from "../../../chaos/foreign/foreign_client.ts";
import type { Lab } from "../../lab.ts";
import {
  messagesOf,
  ofConsumed,
  ofMessage,
  plain,
  type PlainRecord,
} from "../../kafka/seen_record.ts";
import { firstEvents } from "../../clients/server_sent_events.ts";

/** Few runs, as each is a topic that is read in many ways, of many records each. */
const RUNS = 3;
const RECORDS = 120;

/** Each of as many records cannot be handled, and becomes a letter. */
const FAILING = 40;

/** Text of any letters, with what is put together of several. */
const text = fc.string({ unit: "grapheme", maxLength: 20 });

const bytes = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 40 }),
  text,
  text.map((rest) => `base64:${rest}`),
  fc.json(),
  fc.bigInt(-(2n ** 80n), 2n ** 80n).map((id) => `{"id":${id},"id":1.0}`),
  fc.constantFrom("", "\ufefftext", "null", "\r\n", " [1,\n2] ", "\u001b[2J", "\u202etxt"),
);

const name = fc.oneof(
  text,
  fc.constantFrom("constructor", "__proto__", "toString", "hasOwnProperty", "", "0", "a", "a", "b"),
);

/** Any that Kafka takes: none (-1), dates, and what is far from any date. */
const timestamp = fc.oneof(
  fc.bigInt(0n, 2n ** 63n - 1n),
  fc.integer({ min: -1, max: 2 ** 31 - 1 }),
  fc.constantFrom(1_700_000_000_000_000_000n, 2n ** 63n - 1n, 2n ** 53n, -1, 0),
);

const record: fc.Arbitrary<BatchRecord> = fc.record({
  key: bytes,
  value: bytes,
  headers: fc.oneof(
    { weight: 30, arbitrary: fc.array(fc.tuple(name, bytes), { maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(fc.tuple(name, bytes), { minLength: 200, maxLength: 300 }) },
  ),
  timestamp,
});

/** What must be so of all records that anyone may write. */
export function anyRecordScenarios(lab: Lab): void {
  Deno.test("records of any kind must come through unchanged, or be shown without loss", async () => {
    const records = fc.array(record, { minLength: RECORDS, maxLength: RECORDS })
      .map((all) => all.map((one, n) => n % FAILING === 0 ? failing(one) : one));
    const property = fc.asyncProperty(records, (all) => mustComeThrough(lab, all));
    const { failed, seed, errorInstance } = await fc.check(property, {
      numRuns: RUNS,
      endOnFailure: true,
    });
    // All the records would be too long to print: the seed gives them again.
    if (failed) throw new Error(`It does not hold for seed ${seed}`, { cause: errorInstance });
  });
}

/** Writes the records in batches of every codec, and looks at them in every way. */
async function mustComeThrough(lab: Lab, records: BatchRecord[]): Promise<void> {
  await using consumer = new ConsumerClient(lab.url("consumer"));
  const topic = `any-${crypto.randomUUID()}`;
  // Kafka would take those of the distant past for expired.
  const config = { "retention.ms": "-1" };
  await withBrokers(
    lab.topology,
    (brokers) => createTopic(brokers, { name: topic, partitions: 1, config }),
  );
  const share = Math.ceil(records.length / CODECS.length);
  for (const [i, codec] of CODECS.entries()) {
    await writeForeign(
      lab.brokers,
      { topic, codec },
      ...records.slice(i * share, (i + 1) * share),
    );
  }
  const expected = records.map(plain);
  const count = records.length;

  const settings = labKafka(lab.topology);
  for (const from of ["earliest", "latest"] as const) {
    const browsed = await browse(settings, topic, { from, limit: count });
    assertEquals(browsed.records.map(plain), expected, `browsed from ${from}`);
  }

  const page = await fetch(
    lab.url("console", `/topics/${topic}/records?from=earliest&limit=${count}`),
  );
  const html = await page.text();
  assertEquals([page.status, html.split("<details>").length - 1], [200, count], "on the page");

  const { stdout } = await lab.task(
    ...["consume", topic, "--from", "earliest", "--count", `${count}`, "--json"],
  );
  assertEquals(stdout.trimEnd().split("\n").map(ofConsumed), expected, "consumed");

  await consumer.start({ topics: topic, group: topic, from: "earliest" });
  await consumer.caughtUp(count);
  const query = `topic=${topic}&limit=${count}`;
  const answer = await fetch(lab.url("consumer", `/messages?${query}`));
  assertEquals(messagesOf(await answer.text()).map(ofMessage), expected.map(inOneLine), "messages");
  const events = await firstEvents(count, await consumer.events(query));
  assertEquals(events.map(({ data }) => ofMessage(data)), expected.map(inOneLine), "events");

  const letters = await browse(settings, `${topic}.dlq`, { from: "earliest", limit: count });
  const failed = records.filter((_, n) => n % FAILING === 0);
  assertEquals(letters.records.map(withoutLetter), failed.map(withoutLetter), "letters");
}

/** The record as one that the consumer's handler fails on. */
function failing(record: BatchRecord): BatchRecord {
  return { ...record, headers: [...record.headers, ["fail", "no"]] };
}

/** What a letter has of its record. */
function withoutLetter(record: Parameters<typeof plain>[0]) {
  const { key, value, headers } = plain(record);
  return { key, value, headers: headers.filter(([name]) => !name.startsWith("dlq-")) };
}

/** A record whose value, if it is JSON, has blanks for line ends and none around it, as `/messages` tells. */
function inOneLine(record: PlainRecord): PlainRecord {
  const value = Buffer.from(record.value ?? "", "hex");
  if (!isUtf8(value) || !isJson(`${value}`)) return record;
  return {
    ...record,
    value: Buffer.from(`${value}`.replace(/[\r\n]+/g, " ").trim()).toString("hex"),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
