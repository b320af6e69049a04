import { KafkaError } from "../../../kafka/errors.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { Control } from "./control.ts";
import { ControlTopic, type ControlTopicOptions } from "./control_topic.ts";
import { Problem } from "../http/problems/problem.ts";

/** Stands for Kafka with one control topic. */
class FakeKafka {
  readonly log: { key: string; value: string }[] = [];
  readonly #ending = new AbortController();
  #grown = Promise.withResolvers<void>();
  created: string | undefined;
  /** Whether another function creates the topic just before. */
  isRaced = false;
  refuseWrites = false;
  /** The offsets that hold no record any more. */
  readonly gone = new Set<number>();
  /** How many reads fail, from now on. */
  failingReads = 0;

  append(key: string, value: string): void {
    this.log.push({ key, value });
    this.#grown.resolve();
    this.#grown = Promise.withResolvers();
  }

  reader(): ControlTopicOptions["reader"] {
    return {
      logs: () =>
        this.created
          ? Promise.resolve(new Map([[0, { start: 0, end: this.log.length }]]))
          : Promise.reject(
            new KafkaError("UNKNOWN_TOPIC_OR_PARTITION", "There is no topic control"),
          ),
      read: async (positions) => {
        if (this.failingReads > 0 && this.failingReads-- > 0) throw new Error("no broker");
        const from = positions.get(0)!;
        while (from >= this.log.length && !this.#ending.signal.aborted) await this.#grown.promise;
        const records = this.log.slice(from).map(({ key, value }, i) => ({
          offset: from + i,
          timestamp: 0,
          key: Buffer.from(key),
          value: Buffer.from(value),
          headers: [],
        })).filter(({ offset }) => !this.gone.has(offset));
        const next = this.log.length;
        const ends = { highWatermark: next, lastStableOffset: next, next, taken: 0 };
        return [{ topic: "control", partition: 0, ...ends, records, bytes: 0 }];
      },
      close: () => {
        this.#ending.abort();
        this.#grown.resolve();
        return Promise.resolve();
      },
    };
  }

  sender(): ControlTopicOptions["sender"] {
    return {
      send: (_topic, [{ key, value }]) => {
        if (this.refuseWrites) return Promise.reject(new Error("no leader"));
        const baseOffset = BigInt(this.log.length);
        queueMicrotask(() => this.append(`${key}`, `${value}`));
        return Promise.resolve(baseOffset);
      },
      close: () => Promise.resolve(),
    };
  }

  topic(): ControlTopic {
    return new ControlTopic({
      topic: "control",
      reader: this.reader(),
      sender: this.sender(),
      create: ({ name }) => {
        this.created = name;
        return this.isRaced
          ? Promise.reject(new KafkaError("TOPIC_ALREADY_EXISTS", `There is a topic ${name}`))
          : Promise.resolve();
      },
    });
  }
}

/** A control of numbers, and what it applies. */
function setUp(kafka: FakeKafka, initial?: number) {
  const applied: number[] = [];
  const control = new Control<number>({
    topic: kafka.topic(),
    key: "f",
    initial,
    parse(json) {
      if (typeof json !== "number") throw new Error("no number");
      return json;
    },
    async apply(wanted) {
      await Promise.resolve();
      applied.push(wanted);
    },
  });
  return { control, applied };
}

Deno.test("Control creates its topic, and has nothing wanted at first", async () => {
  const kafka = new FakeKafka();
  const { control, applied } = setUp(kafka);
  assert(control.reason !== undefined);
  const following = control.follow();
  await control.known;
  assertEquals([kafka.created, control.current, control.reason, applied], [
    "control",
    undefined,
    undefined,
    [],
  ]);
  await control.close();
  await following;
});

Deno.test("Control applies what is wanted at first only where nothing ever was wanted", async () => {
  for (const [before, expected] of [[[], [7, 8]], [["1"], [1, 8]]] as const) {
    const kafka = new FakeKafka();
    for (const value of before) kafka.append("f", value);
    const { control, applied } = setUp(kafka, 7);
    const following = control.follow();
    await control.known;
    assertEquals([control.current, kafka.log.length], [expected[0], before.length]);
    await control.change(() => 8);
    assertEquals(applied, [...expected]);
    await control.close();
    await following;
  }
});

Deno.test("Control follows the topic that another function has just created", async () => {
  const kafka = new FakeKafka();
  kafka.isRaced = true;
  kafka.append("f", "1");
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  assertEquals([control.reason, applied], [undefined, [1]]);
  await control.close();
  await following;
});

Deno.test("Control applies only the last of what was wanted before it came", async () => {
  const kafka = new FakeKafka();
  for (const value of ["1", "2"]) kafka.append("f", value);
  kafka.append("other", "9");
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  assertEquals([control.current, applied], [2, [2]]);
  await control.close();
  await following;
});

Deno.test("Control.change() returns when the change is applied, and decides one by one", async () => {
  const kafka = new FakeKafka();
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  const increment = (current = 0) => current + 1;
  assertEquals(await Promise.all([control.change(increment), control.change(increment)]), [
    true,
    true,
  ]);
  assertEquals(applied, [1, 2]);
  assertEquals(await control.change(() => undefined), false);
  assertEquals(kafka.log.length, 2);
  await control.close();
  await following;
});

Deno.test("Control follows what other replicas write, in the log's order", async () => {
  const kafka = new FakeKafka();
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  for (const value of ["1", `"no number"`, "{", "3"]) kafka.append("f", value);
  await control.change(() => 4);
  assertEquals(applied, [1, 3, 4]);
  await control.close();
  await following;
});

Deno.test("Control goes on where it was after a failure, and applies nothing again", async () => {
  const kafka = new FakeKafka();
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  await control.change(() => 1);
  kafka.failingReads = 1;
  await control.change(() => 2);
  assertEquals(applied, [1, 2]);
  await control.close();
  await following;
});

Deno.test("Control.change() says so when it cannot read or write", async () => {
  const kafka = new FakeKafka();
  const { control } = setUp(kafka);
  const early = await assertRejects(() => control.change(() => 1), Problem, "is being read");
  assertEquals(early.status, 503);
  const following = control.follow();
  await control.known;
  kafka.refuseWrites = true;
  const late = await assertRejects(() => control.change(() => 1), Problem, "no leader");
  assertEquals(late.status, 503);
  kafka.refuseWrites = false;
  assertEquals(await control.change(() => 1), true);
  await control.close();
  await following;
});

Deno.test("Control knows what is wanted though the log's last records are gone", async () => {
  const cases: [gone: number[], applied: number[]][] = [[[0, 1, 2], []], [[2], [2]], [[1, 2], [1]]];
  for (const [gone, expected] of cases) {
    const kafka = new FakeKafka();
    for (const value of ["1", "2", "3"]) kafka.append("f", value);
    for (const offset of gone) kafka.gone.add(offset);
    const { control, applied } = setUp(kafka);
    const following = control.follow();
    await control.known;
    assertEquals([control.reason, applied], [undefined, expected]);
    assertEquals(await control.change(() => 9), true);
    assertEquals(applied, [...expected, 9]);
    await control.close();
    await following;
  }
});
