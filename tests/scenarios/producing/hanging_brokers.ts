import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { FrozenBrokers } from "../../kafka/frozen_brokers.ts";
import { eventually, type Lab } from "../../lab.ts";
import { producerStage } from "./stage.ts";

/** What the producer must do when brokers hang or die. */
export function hangingBrokerScenarios(lab: Lab): void {
  const { name, withBrokers, create, leaders, post, call, values } = producerStage(lab);

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
