import { assert, assertEquals } from "@std/assert";
import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { groupOffsets } from "../../../kafka/admin/groups/group_offsets.ts";
import { eventually, type Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";
import { answer, untilStatus, UserFunction } from "../../processes/user_function.ts";

/** In what order records must come to functions, and what is committed of them. */
export function orderingScenarios(lab: Lab): void {
  Deno.test("with order by key, calls must go on at once, and none overtake its key", async () => {
    const source = await OwnTopic.create(lab, 1);
    const output = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest", ordering: "key", concurrency: 6 },
       output: { topic: "${output.name}" }, retries: { attempts: 5, backoff: "5ms" },
       async each({ key, value, offset }, { attempt }) {
         globalThis.running = (globalThis.running ?? 0) + 1;
         const atOnce = globalThis.running;
         await new Promise((resolve) => setTimeout(resolve, 5 + (offset * 7) % 20));
         globalThis.running--;
         if (offset % 9 === 0 && attempt < 3) throw new Error("later");
         return { key, value: { value, atOnce } };
       },`,
    );
    const records = numbered(120).map(({ value }, n) => ({ key: `k${n % 8}`, value }));
    await source.produce(...records);
    await untilStatus(own.start(), "all is committed", ({ assignment }) => (
      assignment[0]?.committed === 120
    ));
    const written = (await own.written(output.name, 120))
      .map(({ key, value }) => ({ key, ...JSON.parse(value!) }));
    for (const [key, of] of Map.groupBy(written, ({ key }) => key)) {
      const expected = records.filter((record) => record.key === key);
      assertEquals(of.map(({ value }) => `${value}`), expected.map(({ value }) => value));
    }
    const atOnce = Math.max(...written.map(({ atOnce }) => atOnce));
    assert(atOnce > 1 && atOnce <= 6, `${atOnce} at once`);
  });

  Deno.test("what a running handler does after a rebalance must move nothing", async () => {
    const [source, output] = [await OwnTopic.create(lab, 2), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(lab, "");
    own.write(
      `trigger: { topics: ["${source.name}"], from: "earliest" }, input: "text",
       output: { topic: "${output.name}" },
       async each({ value }) {
         while (!await open("${own.gate}")) await new Promise((resolve) => setTimeout(resolve, 50));
         return { value };
       },`,
      `const open = (path) => Deno.stat(path).then(() => true, () => false);`,
    );
    await source.produce({ value: "a", partition: 0 }, { value: "b", partition: 1 });
    const first = own.start();
    await untilStatus(first, "both are being handled", ({ handler }) => handler.records === 2);
    const second = own.start();
    await untilStatus(second, "the other has one", ({ handler }) => handler.records === 1);
    await untilStatus(first, "it handles one again", ({ handler }) => handler.records === 3);
    own.openGate();
    await eventually("both are committed", async () => {
      const { committed } = await offsets(own.name, source.name);
      return committed.every((offset) => offset === 1);
    });
    assertEquals(
      (await offsets("none", output.name)).ends,
      [2],
      "four calls, two of them too late",
    );
    const values = (await own.written(output.name, 2)).map(({ value }) => value);
    assertEquals(values.toSorted(), ["a", "b"]);
  });

  Deno.test("a slow function must lag, and nothing else", async () => {
    const source = await OwnTopic.create(lab, 1);
    await using slow = new UserFunction(lab, "");
    slow.write(
      `trigger: { topics: ["${source.name}"], from: "earliest" },
       async handle(records) {
         while (!await open("${slow.gate}")) await new Promise((resolve) => setTimeout(resolve, 50));
       },`,
      `const open = (path) => Deno.stat(path).then(() => true, () => false);`,
    );
    await using quick = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, handle() {},`,
    );
    const [slowly, quickly] = [slow.start(), quick.start()];
    await source.produce(...numbered(50));
    await untilStatus(quickly, "it is through", ({ assignment: [one] }) => (
      one?.position === 50 && one.lagSeconds === 0
    ));
    await source.produce(...numbered(50));
    const { problem } = await untilStatus(slowly, "it lags", ({ totalLag, assignment: [one] }) => (
      totalLag === 100 && one.lagSeconds > 0
    ));
    assertEquals(problem, null);
    const ready = await fetch(slowly.url("/readyz"));
    assertEquals(ready.status, 200, await ready.text());
    const metrics = await (await fetch(slowly.url("/metrics"))).text();
    const [, seconds] = /instigator_function_lag_seconds\{[^}]*\} ([\d.]+)/.exec(metrics)!;
    assert(Number(seconds) > 0);
    await untilStatus(quickly, "it is through again", ({ totalLag, ledger }) => (
      totalLag === 0 && ledger.totals.consumed === 100
    ));
    slow.openGate();
    await untilStatus(slowly, "it is through, too", ({ totalLag }) => totalLag === 0);
    const { handler } = await answer(slowly, "/status");
    assertEquals(handler.failed, 0);
  });

  /** What a group has committed of a topic, and where its log ends, by partition. */
  function offsets(group: string, topic: string) {
    return withBrokers(lab.topology, async (brokers) => {
      const { committed, logs } = await groupOffsets(brokers, { group, topics: [topic] });
      return {
        committed: [...committed.values()].map(({ offset }) => offset),
        ends: [...logs.values()].map(({ high }) => high),
      };
    });
  }
}
