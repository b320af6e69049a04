import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import { createTopic, deleteTopic, type NewTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { topicOffsets } from "../../kafka/admin/offsets.ts";
import { Brokers } from "../../kafka/client/brokers.ts";

import { follow } from "../../kafka/reader/follow.ts";
import { FrozenBrokers } from "../frozen_brokers.ts";
import { FunctionProcess } from "../function_process.ts";
import { eventually, type Lab } from "../lab.ts";

/** What the producer must do when topics change, and when brokers hang. */
export function producingScenarios(lab: Lab): void {
  const settings = { brokers: lab.brokers, clientId: "scenario" };
  const name = () => `producing-${crypto.randomUUID()}`;

  async function withBrokers<T>(ask: (brokers: Brokers) => Promise<T>): Promise<T> {
    const brokers = new Brokers(settings);
    try {
      return await ask(brokers);
    } finally {
      await brokers.close();
    }
  }

  const create = (topic: NewTopic) => withBrokers((brokers) => createTopic(brokers, topic));

  async function leaders(topic: string): Promise<number[]> {
    const { topics: [{ partitions }] } = await withBrokers((brokers) => brokers.metadata([topic]));
    return partitions.toSorted((a, b) => a.partition - b.partition).map(({ leader }) => leader);
  }

  async function post(topic: string, records: unknown[]) {
    const response = await fetch(lab.url("producer", `/topics/${topic}`), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.json.v2+json" },
      body: JSON.stringify({ records }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  async function call(path: string) {
    const response = await fetch(lab.url("producer", path));
    return { status: response.status, body: await response.json() };
  }

  /** A producer of the scenario's own, which it may end. */
  async function ownProducer(variables: Record<string, string> = {}): Promise<FunctionProcess> {
    const producer = new FunctionProcess("producer", {
      KAFKA_BROKERS: lab.brokers.join(),
      CONTROL_TOPIC: name(),
      ...variables,
    });
    await producer.ready();
    return producer;
  }

  /** All values of a topic, in the order of each partition. */
  async function values(topic: string): Promise<string[]> {
    const ends = await withBrokers((brokers) => topicOffsets(brokers, "end", [topic]));
    const partitions = ends.get(topic)!;
    const count = partitions.reduce<number>((sum, end) => sum + end!, 0);
    const found: string[] = [];
    const ending = new AbortController();
    const decoder = new TextDecoder();
    const from = new Map(partitions.map((_, partition) => [partition, 0]));
    if (count === 0) return found;
    for await (const records of follow(settings, topic, from, ending.signal)) {
      for (const { value } of records) found.push(decoder.decode(value!));
      if (found.length >= count) ending.abort();
    }
    return found;
  }

  Deno.test("a compressed request must be written as it was before", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    const response = await fetch(lab.url("producer", `/topics/${topic}`), {
      method: "POST",
      headers: {
        "content-type": "application/vnd.kafka.text.v2+json",
        "content-encoding": "gzip",
      },
      body: new Uint8Array(gzipSync(`{"records":[{"value":"café"}]}`)),
    });
    assertEquals(response.status, 200, await response.text());
    assertEquals(await values(topic), ["café"]);
  });

  Deno.test("new partitions must be written to at once", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    const keyed = Array.from({ length: 20 }, (_, n) => ({ key: n, value: n }));
    assertEquals((await post(topic, keyed)).status, 200);
    const { code } = await lab.task(
      ...["kafka", "topics", "--alter", "--topic", topic, "--partitions", "3"],
    );
    assertEquals(code, 0);
    const explicit = await post(topic, [{ value: 1, partition: 2 }]);
    assertEquals(explicit.body.offsets, [
      { partition: 2, offset: 0, error_code: null, error: null },
    ]);
    const { body } = await post(topic, keyed);
    const used = new Set(body.offsets.map(({ partition }: { partition: number }) => partition));
    assertEquals([...used].toSorted(), [0, 1, 2]);
  });

  Deno.test("a topic that is deleted and made again must be written to at once", async () => {
    const topic = name();
    await create({ name: topic, partitions: 2 });
    const records = [{ value: 1, partition: 0 }, { value: 2, partition: 1 }];
    assertEquals((await post(topic, records)).status, 200);
    await withBrokers((brokers) => deleteTopic(brokers, topic));
    assertEquals((await post(topic, records)).status, 404);
    await create({ name: topic, partitions: 2 });
    const { status, body } = await post(topic, records);
    assertEquals(status, 200, JSON.stringify(body));
    assertEquals(body.offsets.map(({ offset }: { offset: number }) => offset), [0, 0]);
  });

  Deno.test("a run must say that its topic was deleted, and go on when it is there again", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    await call(`/start_producer?topic=${topic}&rate=20`);
    await eventually("it runs", async () => (await call("/status")).body.run.acknowledged > 0);
    await withBrokers((brokers) => deleteTopic(brokers, topic));
    const { lastError } = await eventually("it says so", async () => {
      const { run } = (await call("/status")).body;
      return run.lastError !== null && run;
    });
    assertStringIncludes(lastError, topic);
    await eventually("it is not ready", async () => {
      const { status, body } = await call("/readyz");
      return status === 503 && body.detail.includes(topic);
    });
    await create({ name: topic, partitions: 1 });
    await eventually("it is ready", async () => (await call("/readyz")).status === 200);
    const { body } = await call("/stop_producer");
    assertEquals(body.acknowledged, body.sent);
  });

  Deno.test("a client that a quota holds back must be served, and told so", async () => {
    const [topic, client] = [name(), name()];
    await create({ name: topic, partitions: 1 });
    const entity = ["--entity-type", "clients", "--entity-name", client];
    const quota = (...change: string[]) =>
      lab.task("kafka", "configs", "--alter", ...change, ...entity);
    assertEquals((await quota("--add-config", "producer_byte_rate=20000")).code, 0);
    try {
      await using producer = await ownProducer({ KAFKA_CLIENT_ID: client });
      const write = async (size: number) => {
        const response = await fetch(producer.url(`/topics/${topic}`), {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ records: [{ value: "x".repeat(size) }] }),
        });
        assertEquals(response.status, 200, await response.text());
      };
      await write(550_000);
      const written = write(1);
      await eventually("it says so", async () => {
        const { ledger } = await (await fetch(producer.url("/status"))).json();
        return ledger.some(({ delayedBy }: { delayedBy: string | null }) =>
          delayedBy?.includes("a quota of Kafka's")
        );
      });
      assertEquals((await fetch(producer.url("/readyz"))).status, 200);
      await written;
    } finally {
      await quota("--delete-config", "producer_byte_rate");
    }
  });

  Deno.test("a request that is coming in must be finished when the producer ends", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    await using producer = await ownProducer();
    const { hostname, port } = new URL(producer.url("/"));
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const body = `{"records":[{"value":1}]}`;
    const send = (text: string) => connection.write(new TextEncoder().encode(text));
    await send(
      `POST /topics/${topic} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        "Expect: 100-continue\r\n\r\n",
    );
    // The body is asked for by whoever has taken the request (RFC 9110, section 10.1.1).
    const asked = new Uint8Array(1_024);
    const length = await connection.read(asked);
    assertMatch(new TextDecoder().decode(asked.subarray(0, length ?? 0)), /^HTTP\/1.1 100 /);
    await send(body.slice(0, 9));
    producer.stop();
    await eventually(
      "no more requests are taken",
      async () => (await fetch(producer.url("/healthz"))).status === 503,
    );
    await send(body.slice(9));
    assertMatch(await new Response(connection.readable).text(), /^HTTP\/1.1 200 /);
    assertEquals((await producer.ended()).code, 0);
    assertEquals(await values(topic), ["1"]);
  });

  Deno.test("a producer that is told to end while a run begins must end", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    await using producer = await ownProducer();
    const starts = Array.from(
      { length: 5 },
      (_, n) =>
        fetch(producer.url(`/start_producer?topic=${topic}&rate=${n + 100}`))
          .then((response) => response.text()).catch(() => {}),
    );
    producer.stop();
    const began = performance.now();
    const { code, stderr } = await producer.ended();
    assertEquals([code, stderr], [0, ""]);
    assert(performance.now() - began < 15_000);
    await Promise.all(starts);
  });

  Deno.test("a duration must be shown as it was given", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    const { body: { wanted } } = await call(`/start_producer?topic=${topic}&duration=10`);
    assertEquals(wanted.parameters.duration, "10s");
    assertEquals(wanted.until - wanted.since, 10_000);
    await call("/stop_producer");
  });

  Deno.test("a partition must be written to again when its leader hangs and has moved", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    assertEquals((await post(topic, [{ value: 0 }])).status, 200);
    const [leader] = await leaders(topic);
    await using _frozen = await FrozenBrokers.freeze(lab, leader);
    const began = performance.now();
    const answer = await post(topic, [{ value: 1 }]);
    assertEquals(answer.status, 200, JSON.stringify(answer.body));
    // The session of a broker is over after 6 s.
    const seconds = (performance.now() - began) / 1_000;
    assert(seconds < 15, `${seconds} s`);
    assertEquals(await values(topic), ["0", "1"]);
  });

  Deno.test("only the partition of a broker that hangs must wait, also after a restart", async () => {
    const [topic, other] = [name(), name()];
    await create({ name: topic, partitions: 3, replicationFactor: 1 });
    await create({ name: other, partitions: 1 });
    const stuck = (await leaders(topic)).findIndex((leader) => leader === 2);
    await using frozen = await FrozenBrokers.freeze(lab, 2);
    await call(`/start_producer?topic=${topic}&rate=200&keys=30&template={{seq}}`);
    const goesOn = async (what: string) => {
      const counts = await eventually(what, async () => {
        const { ledger } = (await call("/status")).body;
        const own = ledger.filter((lane: { topic: string }) => lane.topic === topic);
        const [blocked] = own.filter(({ partition }: { partition: number }) => partition === stuck);
        const others = own.filter((lane: unknown) => lane !== blocked);
        return blocked !== undefined && blocked.delayedBy !== null && others.length === 2 &&
          others.every(({ acknowledged }: { acknowledged: number }) => acknowledged > 1_000) &&
          blocked;
      });
      assertEquals(counts.acknowledged, 0);
      assertStringIncludes(counts.delayedBy, `${topic}-${stuck}`);
      assertEquals((await call("/readyz")).status, 200);
    };
    await goesOn("the others are written");
    assertEquals((await post(other, [{ value: 1 }])).status, 200);
    Deno.kill((await lab.pids()).get("producer")!, "SIGKILL");
    await goesOn("the others are written by the next process");
    frozen.thaw();
    await eventually("all are written", async () => {
      const { ledger } = (await call("/status")).body;
      return ledger.every(({ delayedBy }: { delayedBy: unknown }) => delayedBy === null);
    });
    const { body } = await call("/stop_producer");
    assertEquals([body.acknowledged, body.failed], [body.sent, 0]);
  });

  Deno.test("no record may be lost or written twice when leader and controller are killed", async () => {
    const topic = name();
    await create({ name: topic, partitions: 6 });
    await call(`/start_producer?topic=${topic}&rate=500&keys=30&template={{seq}}`);
    await eventually("it runs", async () => (await call("/status")).body.run.acknowledged > 500);
    const { controller } = await withBrokers((brokers) => brokers.metadata([]));
    const leader = (await leaders(topic)).find((leader) => leader !== controller)!;
    const pids = await lab.pids();
    for (const id of [leader, controller]) Deno.kill(pids.get(`kafka${id}`)!, "SIGKILL");
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    const before = (await call("/status")).body.run.acknowledged;
    await eventually(
      "it goes on",
      async () => (await call("/status")).body.run.acknowledged > before + 500,
    );
    const { body } = await call("/stop_producer");
    assertEquals([body.acknowledged, body.failed], [body.sent, 0]);
    const all = await values(topic);
    assertEquals([all.length, new Set(all).size], [body.sent, body.sent]);
  });

  Deno.test("no record may be lost or written twice while two of three brokers hang", async () => {
    const topic = name();
    await create({ name: topic, partitions: 3 });
    await call(`/start_producer?topic=${topic}&rate=300&keys=30&template={{seq}}`);
    await eventually("it runs", async () => (await call("/status")).body.run.acknowledged > 300);
    const frozen = await FrozenBrokers.freeze(lab, 2, 3);
    try {
      await eventually("too few replicas are in sync", async () => {
        const { ledger } = (await call("/status")).body;
        return ledger.some((lane: { topic: string; delayedBy: string | null }) =>
          lane.topic === topic && lane.delayedBy?.includes("fewer in-sync replicas")
        );
      });
      const refused = await post(topic, [{ key: 1, value: "refused" }]);
      assertEquals(refused.status, 503, JSON.stringify(refused.body));
      assertMatch(refused.headers.get("retry-after")!, /^\d+$/);
      assertStringIncludes(refused.body.detail, "NOT_ENOUGH_REPLICAS");
    } finally {
      await frozen[Symbol.asyncDispose]();
    }
    const before = (await call("/status")).body.run.acknowledged;
    await eventually(
      "it goes on",
      async () => (await call("/status")).body.run.acknowledged > before + 300,
    );
    const { body } = await call("/stop_producer");
    assertEquals([body.acknowledged, body.failed], [body.sent, 0]);
    const all = (await values(topic)).filter((value) => value !== `"refused"`);
    assertEquals(new Set(all).size, body.sent);
    assertEquals(all.length, body.sent);
  });
}
