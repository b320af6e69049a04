import { assertEquals, assertRejects } from "@std/assert";
import type {
  Kafka,
  Message,
  Producer,
  ProducerConfig,
  ProducerRecord,
} from "../client/kafkajs.ts";
import { Sender, SendError } from "./sender.ts";

type Answer = () => Promise<{ baseOffset: string }[]>;

/** Stands for kafkajs: each producer answers its sends from one list. */
class FakeKafka {
  readonly log: string[] = [];
  readonly sent: Message[] = [];
  readonly #answers: Answer[];
  partition: (message: Message) => number = () => -1;
  #producers = 0;

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  producer({ createPartitioner }: ProducerConfig): Producer {
    const name = `p${++this.#producers}`;
    const choose = createPartitioner!();
    this.partition = (message) => choose({ topic: "t", partitionMetadata: [], message });
    const producer = {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void this.log.push(`${name} closed`)),
      send: ({ messages }: ProducerRecord) => {
        this.sent.push(...messages);
        this.log.push(`${name} ${messages.map(({ value }) => value)}`);
        return this.#answers.shift()!();
      },
    };
    return producer as unknown as Producer;
  }
}

function sender(kafka: FakeKafka): Sender {
  return new Sender(kafka as unknown as Kafka);
}

const acknowledged: Answer = () => Promise.resolve([{ baseOffset: "7" }]);
const message = (value: string) => ({ key: "k", value, partition: 2 });

Deno.test("Sender returns the offset of the first message, and keeps its producer", async () => {
  const kafka = new FakeKafka(acknowledged, acknowledged);
  const to = sender(kafka);
  assertEquals(await to.send("t", [message("a"), message("b")]), 7n);
  await to.send("t", [message("c")]);
  to.close();
  assertEquals(kafka.log, ["p1 a,b", "p1 c", "p1 closed"]);
});

Deno.test("Sender leaves the partition to its caller", async () => {
  const kafka = new FakeKafka(acknowledged);
  await sender(kafka).send("t", [message("a")]);
  assertEquals(kafka.partition(message("a")), 2);
});

Deno.test("Sender does not use a producer again after a rejected send", async () => {
  const rejected = () => Promise.reject(new Error("Connection closed"));
  const kafka = new FakeKafka(rejected, acknowledged);
  const to = sender(kafka);
  const error = await assertRejects(() => to.send("t", [message("a")]), SendError);
  assertEquals(error.verdict, "unknown");
  await to.send("t", [message("b")]);
  assertEquals(kafka.log, ["p1 a", "p1 closed", "p2 b"]);
});

Deno.test("Sender keeps its producer when Kafka refused a record", async () => {
  const refused = Object.assign(new Error("no key"), { type: "INVALID_RECORD" });
  const kafka = new FakeKafka(() => Promise.reject(refused), acknowledged);
  const to = sender(kafka);
  await assertRejects(() => to.send("t", [message("a")]), SendError);
  await to.send("t", [message("b")]);
  assertEquals(kafka.log, ["p1 a", "p1 b"]);
});

Deno.test("Sender closes a producer only when all of its sends are settled", async () => {
  const open = Promise.withResolvers<{ baseOffset: string }[]>();
  const kafka = new FakeKafka(() => open.promise, () => Promise.reject(new Error("no")));
  const to = sender(kafka);
  const first = to.send("t", [message("a")]);
  await assertRejects(() => to.send("t", [message("b")]), SendError);
  assertEquals(kafka.log, ["p1 a", "p1 b"]);
  open.resolve([{ baseOffset: "0" }]);
  await first;
  assertEquals(kafka.log, ["p1 a", "p1 b", "p1 closed"]);
});

Deno.test("Sender finds Kafka's verdict in kafkajs's errors", async () => {
  const wrap = (type: string) =>
    new Error("wrapped", { cause: Object.assign(new Error("inner"), { type }) });
  const cases: [Error, SendError["verdict"], string][] = [
    [wrap("MESSAGE_TOO_LARGE"), "record", "MESSAGE_TOO_LARGE"],
    [wrap("TOPIC_AUTHORIZATION_FAILED"), "topic", "TOPIC_AUTHORIZATION_FAILED"],
    [wrap("NOT_ENOUGH_REPLICAS_AFTER_APPEND"), "unknown", "NOT_ENOUGH_REPLICAS_AFTER_APPEND"],
    [new Error("socket hang up"), "unknown", "UNREACHABLE"],
  ];
  for (const [thrown, verdict, type] of cases) {
    const to = sender(new FakeKafka(() => Promise.reject(thrown)));
    const error = await assertRejects(() => to.send("t", [message("a")]), SendError);
    assertEquals([error.verdict, error.code], [verdict, type]);
  }
});

Deno.test("Sender takes kafkajs's empty answer for what it is: no such partition", async () => {
  const to = sender(new FakeKafka(() => Promise.resolve([])));
  const error = await assertRejects(() => to.send("t", [message("a")]), SendError);
  assertEquals([error.verdict, error.code], ["topic", "UNKNOWN_TOPIC_OR_PARTITION"]);
});

Deno.test("Sender ends a send whose time is over, so that kafkajs does not try it again", async () => {
  const open = Promise.withResolvers<{ baseOffset: string }[]>();
  const kafka = new FakeKafka(() => open.promise);
  const to = sender(kafka);
  const error = await assertRejects(
    () => to.send("t", [message("a")], 5),
    SendError,
    "within 5 ms",
  );
  assertEquals(error.verdict, "unknown");
  await assertRejects(
    () => Promise.resolve().then(() => kafka.partition(kafka.sent[0])),
    Error,
    "abandoned",
  );
  assertEquals(kafka.partition(message("b")), 2);
  open.reject(new Error("abandoned"));
});
