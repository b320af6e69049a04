import { assert, assertEquals } from "@std/assert";
import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { groupOffsets } from "../../../kafka/admin/groups/group_offsets.ts";
import { eventually, type Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { untilStatus, UserFunction } from "../../processes/user_function.ts";

/** How many records are written. */
const COUNT = 2_000;

/** What must be true of a function while brokers and its own process are killed. */
export function brokenFunctionScenarios(lab: Lab): void {
  Deno.test("a function must commit only what it has written or put away, whoever is killed", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 3)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest", ordering: "key", concurrency: 4,
         batch: { records: 20 } },
       output: { topic: "${output.name}" }, retries: { attempts: 2, backoff: "10ms" }, input: "text",
       async handle(records) {
         await new Promise((resolve) => setTimeout(resolve, 3));
         if (records.some(({ offset }) => offset % 97 === 0)) throw new Error("bad");
         return records.map(({ key, offset }) => ({ key, value: offset }));
       },`,
    );
    const letters = `${source.name}.${own.name}.dlq`;
    const process = own.start();
    await process.ready();
    await source.startRun({ count: COUNT, rate: 500, keys: 50 });
    await untilStatus(process, "it is amidst", ({ assignment: [one] }) => one?.committed > 100);
    Deno.kill((await lab.pids()).get("kafka2")!, "SIGKILL");
    const before = await offsets([source.name]);
    await untilStatus(process, "it has gone on", ({ assignment: [one] }) => (
      one?.committed > before.committed + 100
    ));
    process.kill();
    await process.ended();
    const { committed } = await offsets([source.name]);
    assert(committed < COUNT, "it was killed amidst");
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    const kept = await keptOffsets();
    const missing = Array.from({ length: committed }, (_, offset) => offset)
      .filter((offset) => !kept.has(offset));
    assertEquals(missing, []);

    const acknowledged = await source.acknowledged();
    const again = own.start();
    const { ledger } = await untilStatus(again, "all is committed", ({ assignment: [one] }) => (
      one?.committed === acknowledged
    ));
    const { lost, duplicated, reordered } = ledger.totals;
    assertEquals({ lost, duplicated, reordered }, { lost: 0, duplicated: 0, reordered: 0 });
    assertEquals((await keptOffsets()).size, acknowledged);

    /** The offsets of all records that were written to the output or put away. */
    async function keptOffsets(): Promise<Set<number>> {
      const [written, away] = [await all(output.name), await all(letters)];
      return new Set([
        ...written.map(({ value }) => Number(value)),
        ...away.map(({ headers }) => Number(headers["dlq-offset"])),
      ]);
    }

    async function all(topic: string) {
      const { end } = await offsets([topic]);
      return end === 0 ? [] : await own.written(topic, end);
    }

    /** What the function has committed of topics, and how many records are in them. */
    function offsets(topics: string[]) {
      return withBrokers(lab.topology, async (brokers) => {
        const { committed, logs } = await groupOffsets(brokers, { group: own.name, topics });
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        return {
          committed: sum([...committed.values()].map(({ offset }) => Math.max(0, offset))),
          end: sum([...logs.values()].map(({ high }) => high)),
        };
      });
    }
  });
}
