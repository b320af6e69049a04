import { assertEquals } from "@std/assert";
import type { Lab } from "../../lab.ts";
import type { RestClient } from "../../clients/rest_client.ts";
import { ScratchTopics } from "./scratch_topics.ts";

/** What rest must refuse, with the codes of REST Proxy v2. */
export function refusalScenarios(lab: Lab, rest: RestClient): void {
  Deno.test("rest must refuse with the codes of REST Proxy", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const [topic, none] = [await topics.create(), topics.take()];
    const group = `rest-${crypto.randomUUID()}`;
    await using instance = await rest.instance(group, { name: "taken" });
    const place = { topic, partition: 0 };
    const missing = { topic, partition: 7 };
    const { path } = instance;
    const other = `/consumers/${group}/instances/other`;
    const refused = async (cases: readonly Case[]) => {
      for (const [method, path, code, body] of cases) {
        const status = Math.floor(code / 100);
        const answer = await rest.ask<{ error_code: number }>(method, path, body, status);
        assertEquals(answer.error_code, code, `${method} ${path}`);
      }
    };
    await refused([
      ["GET", `/topics/${none}`, 40401],
      ["GET", `/topics/${none}/partitions`, 40401],
      ["POST", `${path}/assignments`, 40401, { partitions: [{ topic: none, partition: 0 }] }],
      ["GET", `/topics/${topic}/partitions/7`, 40402],
      ["GET", `/topics/${topic}/partitions/7/offsets`, 40402],
      ["POST", `${path}/assignments`, 40402, { partitions: [missing] }],
      ["GET", `${other}/records`, 40403],
      ["POST", `${other}/subscription`, 40403, { topics: [topic] }],
      ["DELETE", other, 40403],
      ["POST", `/consumers/${group}`, 40902, { name: "taken" }],
      ["POST", `/consumers/${group}`, 42204, { format: "strange" }],
      ["POST", `/consumers/${group}`, 42204, { "auto.offset.reset": "now" }],
      ["GET", `${path}/records`, 40903],
      ["POST", `${path}/positions/end`, 40903, { partitions: [place] }],
    ]);
    await instance.tell("/subscription", { topics: [topic] });
    await refused([
      ["POST", `${path}/assignments`, 40903, { partitions: [place] }],
      ["POST", `${path}/subscription`, 40903, { topics: [topic], topic_pattern: ".*" }],
    ]);
  });

  // 40901 (subscribed already) is of version 1 only.
  Deno.test("a subscription must take the place of the one before", async () => {
    await using topics = new ScratchTopics(lab.brokers);
    const [before, after] = [await topics.create(), await topics.create()];
    await rest.produce(before, "json", [{ value: "before" }]);
    await rest.produce(after, "json", [{ value: "after" }]);
    await using instance = await rest.instance(`rest-${crypto.randomUUID()}`);
    await instance.tell("/subscription", { topics: [before] });
    await instance.tell("/subscription", { topics: [after] });
    assertEquals(await instance.ask("GET", "/subscription"), { topics: [after] });
    const [{ value }] = await instance.records(1);
    assertEquals(value, "after");
  });
}

type Case = [method: string, path: string, code: number, body?: object];
