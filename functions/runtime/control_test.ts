import { assert, assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { EachMessagePayload, Kafka, Message } from "kafkajs";
import { Control } from "./control.ts";
import { Problem } from "./errors.ts";

/** Stands for Kafka with one control topic. */
class FakeKafka {
  readonly log: { key: string; value: string }[] = [];
  /** The consumers that follow, each with the next offset it is to be given. */
  readonly #followers: { give: (payload: EachMessagePayload) => Promise<void>; next: number }[] =
    [];
  created: string | undefined;
  refuseWrites = false;

  append(key: string, value: string): void {
    this.log.push({ key, value });
    this.deliver();
  }

  /** Gives every consumer what it has not had yet; from the beginning, as after a rebalance. */
  deliver({ fromBeginning = false } = {}): void {
    for (const follower of this.#followers) {
      if (fromBeginning) follower.next = 0;
      while (follower.next < this.log.length) {
        const offset = follower.next++;
        const { key, value } = this.log[offset];
        const message = { key: Buffer.from(key), value: Buffer.from(value), offset: `${offset}` };
        follower.give({ message } as EachMessagePayload);
      }
    }
  }

  client(): Kafka {
    const nothing = () => Promise.resolve();
    const admin = {
      connect: nothing,
      disconnect: nothing,
      listTopics: () => Promise.resolve(this.created ? [this.created] : []),
      describeCluster: () => Promise.resolve({ brokers: [1, 2, 3, 4] }),
      createTopics: ({ topics: [{ topic }] }: { topics: { topic: string }[] }) =>
        Promise.resolve(this.created = topic),
      fetchTopicOffsets: () => Promise.resolve([{ high: `${this.log.length}` }]),
    };
    const producer = {
      connect: nothing,
      disconnect: nothing,
      send: ({ messages: [{ key, value }] }: { messages: Message[] }) => {
        if (this.refuseWrites) return Promise.reject(new Error("no leader"));
        const baseOffset = `${this.log.length}`;
        queueMicrotask(() => this.append(`${key}`, `${value}`));
        return Promise.resolve([{ baseOffset }]);
      },
    };
    const consumer = () => {
      const listeners = new Map<string, () => void>();
      return {
        events: { CRASH: "crash", DISCONNECT: "disconnect" },
        on: (event: string, listener: () => void) => listeners.set(event, listener),
        connect: nothing,
        subscribe: nothing,
        disconnect: () => Promise.resolve(listeners.get("disconnect")?.()),
        run: ({ eachMessage }: { eachMessage: (payload: EachMessagePayload) => Promise<void> }) => {
          this.#followers.push({ give: eachMessage, next: 0 });
          this.deliver();
          return Promise.resolve();
        },
      };
    };
    return { admin: () => admin, producer: () => producer, consumer } as unknown as Kafka;
  }
}

/** A control of numbers, and what it applies. */
function setUp(kafka: FakeKafka) {
  const applied: number[] = [];
  const control = new Control<number>({
    kafka: kafka.client(),
    topic: "control",
    key: "f",
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

Deno.test("Control does not apply again what it is given again", async () => {
  const kafka = new FakeKafka();
  const { control, applied } = setUp(kafka);
  const following = control.follow();
  await control.known;
  await control.change(() => 1);
  kafka.deliver({ fromBeginning: true });
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
