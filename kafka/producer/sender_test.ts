import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { Buffer } from "node:buffer";
import { KafkaError } from "../errors.ts";
import { produce } from "../protocol/records/produce.ts";
import { readBatches } from "../protocol/records/record_batch.ts";
import type { Api } from "../protocol/wire/api.ts";
import type { DeliveryWatch } from "./partition_sender.ts";
import { SendError } from "./send_error.ts";
import { Sender } from "./sender.ts";

/** A batch as a broker sees it: who led, by what it is told from others, and what is in it. */
type Seen = [leader: number, producerId: number, epoch: number, sequence: number, values: string];

/** What a leader answers: an error code, or an error of the connection, or never. */
type Answer = number | Error | "never";

const OK = 0;
const UNKNOWN_TOPIC = 3;
const NOT_LEADER = 6;
const REQUEST_TIMED_OUT = 7;
const NOT_ENOUGH_REPLICAS = 19;
const OUT_OF_ORDER = 45;
const TOO_LARGE = 10;

/** Stands for three brokers: each produce request is answered from one list, and then acknowledged. */
class FakeBrokers {
  readonly seen: Seen[] = [];
  /** The partitions of each produce request. */
  readonly requests: number[][] = [];
  leader = 1;
  topicError = 0;
  isClosed = false;
  #ids = 7;
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  metadata(topics: readonly string[] | null) {
    const nodes = [1, 2, 3].map((nodeId) => ({ nodeId, host: "h", port: 1, rack: null }));
    const partitions = [0, 1, 2].map((partition) => ({ partition, leader: this.leader }));
    const found = topics!.map((name) => ({ name, errorCode: this.topicError, partitions }));
    return Promise.resolve({ brokers: nodes, topics: found });
  }

  async request(broker: number, api: Api<unknown, unknown>, body: unknown): Promise<unknown> {
    if (api.name === "InitProducerId") {
      return { errorCode: 0, producerId: this.#ids++, producerEpoch: 0 };
    }
    assertEquals(api.name, produce.name);
    const { topics } = body as {
      topics: { name: string; partitions: { partition: number; records: Buffer }[] }[];
    };
    this.requests.push(topics.flatMap(({ partitions }) => partitions.map((one) => one.partition)));
    const answered = [];
    for (const { name, partitions } of topics) {
      const found = [];
      for (const { partition, records } of partitions) {
        const errorCode = await this.#write(broker, records);
        found.push({
          ...{ partition, errorCode, errorMessage: null, baseOffset: errorCode === OK ? 40 : -1 },
        });
      }
      answered.push({ name, partitions: found });
    }
    return { topics: answered, throttleTimeMs: 0 };
  }

  /** Takes a batch, and answers with an error code. */
  async #write(broker: number, records: Buffer): Promise<number> {
    const read = (await readBatches(records, 0)).records;
    this.seen.push([
      broker,
      Number(records.readBigInt64BE(43)),
      records.readInt16BE(51),
      records.readInt32BE(53),
      read.map(({ value }) => `${value}`).join(),
    ]);
    const answer = this.#answers.shift() ?? OK;
    if (answer === "never") return await new Promise(() => {});
    if (answer instanceof Error) throw answer;
    return answer;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function setUp(...answers: Answer[]) {
  const brokers = new FakeBrokers(...answers);
  return {
    brokers,
    sender: new Sender(brokers as unknown as ConstructorParameters<typeof Sender>[0]),
  };
}

const record = (value: string) => ({ key: "k", value, partition: 2 });

/** A watch that is over after so many failures. */
function watch(failures = Infinity): DeliveryWatch & { errors: SendError[] } {
  const errors: SendError[] = [];
  return {
    errors,
    failed: (error) => errors.push(error),
    waiting: (error) => errors.push(error),
    isOver: () => errors.length >= failures,
  };
}

Deno.test("Sender returns the offset of the first record, and counts sequences by partition", async () => {
  const { brokers, sender } = setUp();
  assertEquals(await sender.send("t", [record("a"), record("b")]), 40n);
  await sender.send("t", [record("c")]);
  await sender.send("t", [{ ...record("d"), partition: 1 }]);
  await sender.close();
  assertEquals(brokers.seen, [[1, 7, 0, 0, "a,b"], [1, 7, 0, 2, "c"], [1, 7, 0, 0, "d"]]);
  assertEquals(brokers.isClosed, true);
});

Deno.test("Sender sends what may have been written as the same batch, to whoever leads", async () => {
  const lost = new KafkaError("UNREACHABLE", "Connection closed");
  const { brokers, sender } = setUp(lost, NOT_LEADER, REQUEST_TIMED_OUT, NOT_ENOUGH_REPLICAS);
  const told = watch();
  const sent = sender.deliver("t", [record("a")], told);
  brokers.leader = 2;
  await sent;
  await sender.send("t", [record("b")]);
  assertEquals(brokers.seen.map(([, ...batch]) => batch), [
    ...Array(5).fill([7, 0, 0, "a"]),
    [7, 0, 1, "b"],
  ]);
  assertEquals(brokers.seen.at(-1)![0], 2);
  const verdicts = told.errors.map(({ code, verdict }) => `${code} ${verdict}`);
  assertEquals(verdicts, [
    "UNREACHABLE unknown",
    "NOT_LEADER_FOR_PARTITION unknown",
    "REQUEST_TIMED_OUT unknown",
    "NOT_ENOUGH_REPLICAS later",
  ]);
});

Deno.test("Sender goes on with a new epoch after it gave up what may have been written", async () => {
  const { brokers, sender } = setUp(REQUEST_TIMED_OUT);
  await assertRejects(() => sender.deliver("t", [record("a")], watch(1)), SendError);
  await sender.send("t", [record("b")]);
  assertEquals(brokers.seen, [[1, 7, 0, 0, "a"], [1, 7, 1, 0, "b"]]);
});

Deno.test("Sender uses a sequence again that nothing was written with", async () => {
  const { brokers, sender } = setUp(TOO_LARGE, NOT_ENOUGH_REPLICAS);
  const error = await assertRejects(() => sender.send("t", [record("a")]), SendError);
  assertEquals([error.code, error.verdict], ["MESSAGE_TOO_LARGE", "record"]);
  await assertRejects(() => sender.deliver("t", [record("b")], watch(1)), SendError);
  await sender.send("t", [record("c")]);
  assertEquals(brokers.seen.map(([, ...batch]) => batch), [
    [7, 0, 0, "a"],
    [7, 0, 0, "b"],
    [7, 0, 0, "c"],
  ]);
});

Deno.test("Sender writes a batch anew where the leader has lost those before it", async () => {
  const { brokers, sender } = setUp(OK, OUT_OF_ORDER);
  await sender.send("t", [record("a")]);
  const told = watch();
  await sender.deliver("t", [record("b")], told);
  assertEquals(brokers.seen, [[1, 7, 0, 0, "a"], [1, 7, 0, 1, "b"], [1, 7, 1, 0, "b"]]);
  assertEquals(told.errors, []);
});

Deno.test("Sender gives up a leader that hangs as soon as another broker leads", async () => {
  const { brokers, sender } = setUp("never");
  const told = watch();
  const sent = sender.deliver("t", [record("a")], told);
  await delay(10);
  brokers.leader = 3;
  await sent;
  assertEquals(brokers.seen.map(([leader]) => leader), [1, 3]);
  assertStringIncludes(told.errors[0].message, "t-2 yet: broker 1 has not answered for 1 s");
});

Deno.test("Sender waits for a leader that has not heard yet what it leads", async () => {
  const { brokers, sender } = setUp(...Array(6).fill(UNKNOWN_TOPIC));
  assertEquals(await sender.send("t", [record("a")]), 40n);
  assertEquals(brokers.seen.map(([, , , sequence]) => sequence), Array(7).fill(0));
});

Deno.test("Sender says that there is no such topic or partition, when Kafka goes on saying so", async () => {
  const { brokers, sender } = setUp(UNKNOWN_TOPIC);
  await sender.send("t", [record("a")]);
  assertEquals(brokers.seen.length, 2);
  const nowhere = { ...record("a"), partition: 9 };
  const error = await assertRejects(() => sender.send("t", [nowhere]), SendError);
  assertEquals([error.code, error.verdict], ["UNKNOWN_PARTITION", "topic"]);
  brokers.topicError = UNKNOWN_TOPIC;
  const gone = await assertRejects(() => sender.send("u", [record("a")]), SendError);
  assertEquals([gone.code, gone.verdict], ["UNKNOWN_TOPIC_OR_PARTITION", "topic"]);
  const both = [0, 1].map((partition) => sender.send("v", [{ ...record("a"), partition }]));
  for (const outcome of await Promise.allSettled(both)) {
    assertEquals(outcome.status === "rejected" && outcome.reason.code, gone.code);
  }
  brokers.topicError = 0;
  await sender.send("u", [record("a")]);
});

Deno.test("Sender ends a send whose time is over, and says what was in the way", async () => {
  const { brokers, sender } = setUp(...Array(100).fill(REQUEST_TIMED_OUT));
  const error = await assertRejects(() => sender.send("t", [record("a")], 100), SendError);
  assertStringIncludes(error.message, "no answer within 100 ms (Cannot write to t-2:");
  assertEquals(error.verdict, "unknown");
  const tried = brokers.seen.length;
  await delay(300);
  assertEquals(brokers.seen.length, tried);
});
