import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { KafkaError } from "../errors.ts";
import { ProduceRequests } from "./produce_requests.ts";

interface Body {
  topics: { name: string; partitions: { partition: number; records: Buffer }[] }[];
}

/** Stands for brokers: each request waits until it is answered. */
class FakeBrokers {
  readonly requests: { broker: number; names: string[]; answer: PromiseWithResolvers<unknown> }[] =
    [];

  request(broker: number, _api: unknown, body: unknown): Promise<unknown> {
    const names = (body as Body).topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partition }) => `${name}-${partition}`)
    );
    const answer = Promise.withResolvers<unknown>();
    this.requests.push({ broker, names, answer });
    return answer.promise;
  }

  /** Acknowledges the batches of a request, each at its partition's number; those of `but` it passes over. */
  acknowledge(index: number, but: string[] = []): void {
    const { names, answer } = this.requests[index];
    const topics = names.filter((name) => !but.includes(name)).map((written) => {
      const [name, partition] = written.split("-");
      const result = { partition: Number(partition), errorCode: 0, errorMessage: null };
      return { name, partitions: [{ ...result, baseOffset: Number(partition) }] };
    });
    answer.resolve({ topics, throttleTimeMs: 9 });
  }

  get asked(): string[] {
    return this.requests.map(({ broker, names }) => `${broker}: ${names}`);
  }
}

function setUp() {
  const brokers = new FakeBrokers();
  const requests = new ProduceRequests(brokers as never);
  const send = (leader: number, topic: string, partition: number, bytes = 1) => {
    const sent = requests.send(leader, topic, partition, Buffer.alloc(bytes));
    sent.catch(() => {});
    return sent;
  };
  return { brokers, requests, send };
}

/** Until all that is under way in this turn of the event loop is done, and sent. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

Deno.test("ProduceRequests sends what goes to a broker in the same turn in one request", async () => {
  const { brokers, send } = setUp();
  const sent = [send(1, "t", 0), send(2, "t", 1), send(1, "u", 2)];
  await settled();
  assertEquals(brokers.asked, ["1: t-0,u-2", "2: t-1"]);
  brokers.acknowledge(1);
  brokers.acknowledge(0);
  const offsets = (await Promise.all(sent)).map(({ baseOffset }) => baseOffset);
  assertEquals(offsets, [0, 1, 2]);
  assertEquals((await sent[0]).throttleTimeMs, 9);
});

Deno.test("ProduceRequests gathers what comes while a broker has not answered", async () => {
  const { brokers, send } = setUp();
  send(1, "t", 0);
  await settled();
  send(1, "t", 1);
  await settled();
  send(1, "t", 2);
  await settled();
  assertEquals(brokers.asked, ["1: t-0"]);
  brokers.acknowledge(0);
  await settled();
  assertEquals(brokers.asked, ["1: t-0", "1: t-1,t-2"]);
});

Deno.test("ProduceRequests has what waits give way to what is sent to its partition later", async () => {
  const { brokers, send } = setUp();
  send(1, "t", 0);
  await settled();
  const first = send(1, "t", 1);
  const second = send(1, "t", 1);
  await assertRejects(() => first, KafkaError, "Cannot write to t-1: it is tried anew");
  brokers.acknowledge(0);
  await settled();
  brokers.acknowledge(1);
  assertEquals((await second).baseOffset, 1);
  assertEquals(brokers.asked, ["1: t-0", "1: t-1"]);
});

Deno.test("ProduceRequests fails all of a request that fails, and goes on", async () => {
  const { brokers, send } = setUp();
  const lost = [send(1, "t", 0), send(1, "t", 1)];
  await settled();
  const next = send(1, "t", 2);
  brokers.requests[0].answer.reject(new KafkaError("UNREACHABLE", "Connection closed"));
  for (const one of lost) await assertRejects(() => one, KafkaError, "Connection closed");
  await settled();
  brokers.acknowledge(1);
  assertEquals((await next).baseOffset, 2);
});

Deno.test("ProduceRequests fails what an answer passes over", async () => {
  const { brokers, send } = setUp();
  const [there, missing] = [send(1, "t", 0), send(1, "t", 1)];
  await settled();
  brokers.acknowledge(0, ["t-1"]);
  assertEquals((await there).baseOffset, 0);
  await assertRejects(() => missing, KafkaError, "broker 1 left it unanswered");
});

Deno.test("ProduceRequests bounds a request, but sends at least one batch in it", async () => {
  const { brokers, send } = setUp();
  const [large, half] = [5_000_000, 2_000_000];
  send(1, "t", 0, large);
  send(1, "t", 1, half);
  send(1, "t", 2, half);
  send(1, "t", 3);
  await settled();
  brokers.acknowledge(0);
  await settled();
  brokers.acknowledge(1);
  await settled();
  assertEquals(brokers.asked, ["1: t-0", "1: t-1,t-2", "1: t-3"]);
});

Deno.test("ProduceRequests tells when a batch would go at once: when the one under way is answered", async () => {
  const { brokers, requests, send } = setUp();
  assertEquals(requests.turn(1), undefined);
  send(1, "t", 0);
  await settled();
  assertEquals(requests.turn(2), undefined);
  // What is made then goes together.
  const turns = [1, 2].map((partition) => requests.turn(1)?.then(() => send(1, "t", partition)));
  brokers.acknowledge(0);
  await settled();
  assertEquals(brokers.asked, ["1: t-0", "1: t-1,t-2"]);
  brokers.acknowledge(1);
  await Promise.all(turns);
});

Deno.test("ProduceRequests has nobody wait for a turn at a broker that hangs", async () => {
  const { requests, send } = setUp();
  send(1, "t", 0);
  await settled();
  await requests.turn(1);
  assertEquals(requests.turn(1), undefined);
});
