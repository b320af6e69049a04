import { assertEquals } from "@std/assert";
import { FunctionProcess } from "../../processes/function_process.ts";
import { eventually, type Lab } from "../../lab.ts";
import { RestClient } from "../../clients/rest_client.ts";
import { ScratchTopics } from "./scratch_topics.ts";
import { publicClientScenarios } from "./public_client.ts";
import { refusalScenarios } from "./refusals.ts";

/** An answer that is no success. */
interface Refusal {
  error_code: number;
}

/** What rest must do, as clients of REST Proxy v2 know it. */
export function restScenarios(lab: Lab): void {
  const rest = new RestClient(lab.url("rest"));
  const group = () => `rest-${crypto.randomUUID()}`;
  const text = (values: readonly { value: unknown }[]) => values.map(({ value }) => value);

  Deno.test("rest must give back in each format what was written in it", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const written = {
      json: [{ key: { id: 1 }, value: [1.5, "é"] }, { key: null, value: null }],
      text: [{ key: "k", value: 'a "b"' }],
      binary: [{ key: "/w==", value: "SGVsbG8=" }],
    };
    for (const [format, records] of Object.entries(written)) {
      const topic = await topics.create();
      await rest.produce(topic, format, records);
      await using instance = await rest.instance(group(), { format });
      await instance.tell("/subscription", { topics: [topic] });
      assertEquals(
        await instance.records(records.length),
        records.map((record, offset) => ({ topic, ...record, partition: 0, offset })),
      );
    }
  });

  Deno.test("a group must go on where an instance was when it was deleted", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const topic = await topics.create();
    const name = group();
    for (const value of [1, 2, 3]) {
      await rest.produce(topic, "json", [{ value }]);
      await using instance = await rest.instance(name);
      await instance.tell("/subscription", { topics: [topic] });
      assertEquals(text(await instance.records(1)), [value]);
    }
  });

  Deno.test("an instance that does not commit by itself must commit what it is told", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const topic = await topics.create();
    await rest.produce(topic, "json", [1, 2, 3, 4].map((value) => ({ value })));
    const name = group();
    const config = { "auto.commit.enable": "false" };
    {
      await using instance = await rest.instance(name, config);
      await instance.tell("/subscription", { topics: [topic] });
      assertEquals(text(await instance.records(4)), [1, 2, 3, 4]);
      assertEquals(await instance.ask("GET", "/offsets"), { offsets: [] });
      await instance.ask("POST", "/offsets", { offsets: [{ topic, partition: 0, offset: 1 }] });
      assertEquals(await instance.ask("GET", "/offsets"), {
        offsets: [{ topic, partition: 0, offset: 2, metadata: "" }],
      });
    }
    await using instance = await rest.instance(name, config);
    await instance.tell("/subscription", { topics: [topic] });
    assertEquals(text(await instance.records(2)), [3, 4]);
    await instance.ask("POST", "/offsets");
    const at = `?topic=${topic}&partition=0`;
    const { offsets } = await instance.ask<{ offsets: object[] }>("GET", `/offsets${at}`);
    assertEquals(offsets, [{ topic, partition: 0, offset: 4, metadata: "" }]);
  });

  Deno.test("an instance must read assigned partitions from where it is told", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const topic = await topics.create(2);
    for (const value of [1, 2, 3]) {
      await rest.produce(
        `${topic}/partitions/1`,
        "json",
        [{ value, timestamp: value * 1_000 }]
          .map(({ value, timestamp }) => ({ value, timestamp })),
      );
    }
    await using instance = await rest.instance(group());
    const place = { topic, partition: 1 };
    await instance.tell("/assignments", { partitions: [place] });
    assertEquals(await instance.ask("GET", "/assignments"), { partitions: [place] });
    assertEquals(text(await instance.records(3)), [1, 2, 3]);
    await instance.tell("/positions", { offsets: [{ ...place, offset: 1 }] });
    assertEquals(text(await instance.records(2)), [2, 3]);
    await instance.tell("/positions", { timestamps: [{ ...place, timestamp: 3_000 }] });
    assertEquals(text(await instance.records(1)), [3]);
    await instance.tell("/positions/beginning", { partitions: [place] });
    assertEquals(text(await instance.records(3)), [1, 2, 3]);
    await instance.tell("/positions/beginning", { partitions: [place] });
    await instance.tell("/positions/end", { partitions: [place] });
    await rest.produce(`${topic}/partitions/1`, "json", [{ value: 4 }]);
    assertEquals(text(await instance.records(1)), [4]);
    const other = { offsets: [{ topic, partition: 0, offset: 0 }] };
    const { error_code } = await instance.ask<Refusal>("POST", "/positions", other, 409);
    assertEquals(error_code, 40903);
    await instance.ask("POST", "/subscription", { topics: [topic] }, 409);
  });

  Deno.test("a pattern must take topics that come later", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const first = await topics.create();
    await using instance = await rest.instance(group());
    await instance.tell("/subscription", { topic_pattern: `${topics.prefix}.*` });
    assertEquals(await instance.ask("GET", "/subscription"), { topics: [first] });
    const second = await topics.create();
    await eventually("it subscribes to the new topic", async () => {
      const { topics } = await instance.ask<{ topics: string[] }>("GET", "/subscription");
      return topics.includes(second);
    });
    await rest.produce(second, "json", [{ value: "late" }]);
    assertEquals(text(await instance.records(1)), ["late"]);
  });

  Deno.test("any replica of rest must serve any instance", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const topic = await topics.create();
    const variables = {
      KAFKA_BROKERS: lab.brokers.join(),
      CONTROL_TOPIC: topics.take(),
      ADVERTISED_HOST: "127.0.0.1",
    };
    await using one = new FunctionProcess("rest", variables);
    await using other = new FunctionProcess("rest", variables);
    await Promise.all([one.ready(), other.ready()]);
    const [first, second] = [one, other].map((process) => new RestClient(process.url("")));
    const name = group();
    const { path } = await first.instance(name, { name: "shared" });
    await second.ask("POST", `/consumers/${name}`, { name: "shared" }, 409);
    await second.ask("POST", `${path}/subscription`, { topics: [topic] }, 204);
    await second.produce(topic, "json", [{ value: 1 }]);
    const seen = await eventually("the other replica has the record", async () => {
      const records = await second.ask<{ value: unknown }[]>("GET", `${path}/records?timeout=5000`);
      return records.length > 0 && records;
    });
    assertEquals(text(seen), [1]);
    one.kill();
    await one.ended();
    const gone = await second.ask<Refusal>("GET", `${path}/records`, undefined, 404);
    assertEquals(gone.error_code, 40403);
    await second.ask("POST", `/consumers/${name}`, { name: "shared" });
  });

  Deno.test("an instance that nobody uses must be closed", async () => {
    await using process = new FunctionProcess("rest", {
      KAFKA_BROKERS: lab.brokers.join(),
      CONSUMER_INSTANCE_TIMEOUT_MS: "1000",
    });
    await process.ready();
    const own = new RestClient(process.url(""));
    const { path } = await own.instance(group());
    await eventually("it is closed", async () => {
      const { instances } = await own.ask<{ instances: object[] }>("GET", "/status");
      return instances.length === 0;
    });
    await own.ask("GET", `${path}/subscription`, undefined, 404);
  });

  refusalScenarios(lab, rest);
  publicClientScenarios(lab, rest);
}
