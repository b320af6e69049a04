import { assertEquals, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import { deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { eventually, type Lab } from "../../lab.ts";
import { producerStage } from "./stage.ts";

/** What the producer must do with requests and runs, and when topics change. */
export function producingScenarios(lab: Lab): void {
  const { name, withBrokers, create, post, call, ownProducer, values } = producerStage(lab);

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

  Deno.test("a duration must be shown as it was given", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    const { body: { wanted } } = await call(`/start_producer?topic=${topic}&duration=10`);
    assertEquals(wanted.parameters.duration, "10s");
    assertEquals(wanted.until - wanted.since, 10_000);
    await call("/stop_producer");
  });
}
