import { assert, assertEquals } from "@std/assert";
import { eventually, type Lab } from "../../lab.ts";
import { ThrottledTopic } from "../../kafka/throttled_topic.ts";
import { clusterScenario, mustRefuse, noMove, ownTopic, text } from "./cluster_stage.ts";

/** What the console must see of brokers, and do to them and to the replicas that they have. */
export function brokerScenarios(lab: Lab): void {
  const scenario = clusterScenario(lab);

  scenario("must show a broker, and change its settings", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 3 });
    const broker = await cluster.broker(2);
    const setting = broker.config.find(({ name }) => name === "log.cleaner.threads")!;
    assertEquals([setting.type, setting.readOnly], ["int", false]);
    assert(setting.doc);
    assertEquals(broker.holds.filter((held) => held.topic === topic).length, 3);
    assertEquals(broker.leads.filter((led) => led.topic === topic).length, 1);
    assert(broker.logDirs.every(({ totalBytes }) => totalBytes! > 0));
    await mustRefuse(cluster.broker(9), "noBroker");

    const dirs = await cluster.logDirs();
    assertEquals(new Set(dirs.map(({ broker }) => broker)), new Set([1, 2, 3]));
    const replicas = dirs.flatMap(({ replicas }) => replicas).filter((one) => one.topic === topic);
    assertEquals(replicas.length, 9);

    const value = async () =>
      (await cluster.broker(2)).config.find(({ name }) => name === "log.cleaner.threads");
    await cluster.alterConfig({ broker: 2 }, { set: { "log.cleaner.threads": "2" } });
    await eventually("the setting is changed", async () => (await value())?.source === "broker");
    assertEquals((await value())?.default, setting.value);
    await cluster.alterConfig({ broker: 2 }, { reset: ["log.cleaner.threads"] });
    await eventually("the setting is as before", async () => (await value())?.source !== "broker");
  });

  scenario("must move replicas, show how far it is, and cancel", async (cluster) => {
    const throttled = await ThrottledTopic.create(cluster);
    const { name: topic, from, to } = throttled;
    // The controller tells when a move is over; the other brokers hear of it a little later.
    const placed = (broker: number) =>
      eventually(`all brokers know that it is on ${broker} alone`, async () => {
        const { replicas } = (await cluster.topic(topic)).partitions[0];
        return replicas.length === 1 && replicas[0] === broker;
      });
    await mustRefuse(
      cluster.reassign([{ topic, partition: 0, replicas: [9] }]),
      "invalid",
      "INVALID_REPLICA_ASSIGNMENT",
    );
    await mustRefuse(
      cluster.cancelReassignments([{ topic, partition: 0 }]),
      "conflict",
      "NO_REASSIGNMENT_IN_PROGRESS",
    );

    await cluster.reassign([{ topic, partition: 0, replicas: [to] }]);
    const move = await eventually("the move is under way", async () => {
      const moves = await cluster.reassignments();
      return moves.find((move) => move.topic === topic);
    });
    assertEquals([move.adding, move.removing], [[to], [from]]);
    assert(move.copiedBytes! < move.totalBytes!, `${move.copiedBytes} of ${move.totalBytes}`);
    await cluster.cancelReassignments([{ topic, partition: 0 }]);
    await noMove(cluster, topic);
    await placed(from);

    await throttled.release();
    await cluster.reassign([{ topic, partition: 0, replicas: [to] }]);
    await noMove(cluster, topic);
    await placed(to);
    const { records } = await cluster.browse(topic, { from: "earliest", limit: 100 });
    assertEquals(records.length, throttled.records);
  });

  scenario("must elect preferred leaders", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 1 });
    const partition = async () => (await cluster.topic(topic)).partitions[0];
    const { replicas: [first, second, third] } = await partition();
    // The leader stays until another is elected.
    await cluster.reassign([{ topic, partition: 0, replicas: [second, third, first] }]);
    await noMove(cluster, topic);
    assertEquals((await partition()).leader, first);
    assertEquals(await cluster.electPreferredLeaders([{ topic, partition: 0 }]), [
      { topic, partition: 0 },
    ]);
    await eventually("the preferred one leads", async () => (await partition()).leader === second);
    assertEquals(await cluster.electPreferredLeaders([{ topic, partition: 0 }]), []);
    await cluster.electPreferredLeaders();
  });

  scenario("must see a broker die and come back, and go on meanwhile", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 3 });
    const find = async () => (await cluster.overview()).topics.find(({ name }) => name === topic);
    assertEquals((await find())?.underReplicated, 0);
    const pid = (await lab.pids()).get("kafka2")!;
    // Stopped, not dead, so that nobody starts it again; its session ends nevertheless.
    Deno.kill(pid, "SIGSTOP");
    try {
      await eventually("it is missed, and others lead", async () => {
        const found = await find();
        return found?.underReplicated === 3 && found.offline === 0;
      });
      assertEquals((await cluster.overview()).brokers.map(({ id }) => id), [1, 3]);
      await mustRefuse(cluster.broker(2), "noBroker");
      await cluster.produce(topic, { key: null, value: "meanwhile" });
      const { records } = await cluster.browse(topic, { from: "earliest", limit: 9 });
      assertEquals(records.map(text), ["null=meanwhile"]);
      await cluster.groups();
      await cluster.logDirs();
    } finally {
      Deno.kill(pid, "SIGCONT");
    }
    await eventually("it is back", async () => (await find())?.underReplicated === 0);
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
  });
}
