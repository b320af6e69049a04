import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { commitOffsets } from "../../kafka/admin/groups/group_offsets.ts";
import type { ClusterClient } from "../../kafka/cluster/cluster_client.ts";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import { ConsumerClient } from "../clients/consumer_client.ts";
import { Transactions } from "../../chaos/foreign/foreign_client.ts";
import { joinForeignGroup } from "../kafka/foreign_group.ts";
import type { FunctionProcess } from "../processes/function_process.ts";
import { startMonitor } from "../clients/lag_monitor.ts";
import { eventually, type Lab } from "../lab.ts";

/** What must be said of groups that no consumer of ours makes, wherever groups are shown. */
export function groupScenarios(lab: Lab): void {
  /** A scenario with a cluster client and a topic of its own, of one partition. */
  function scenario(
    name: string,
    act: (cluster: ClusterClient, topic: string) => Promise<void>,
  ): void {
    Deno.test(name, async () => {
      const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "scenario" });
      try {
        const topic = `scenario-${crypto.randomUUID()}`;
        await cluster.createTopic({ name: topic, partitions: 1 });
        await act(cluster, topic);
      } finally {
        await cluster.close();
      }
    });
  }

  async function produce(cluster: ClusterClient, topic: string, count: number): Promise<void> {
    for (let n = 0; n < count; n++) await cluster.produce(topic, { key: null, value: `${n}` });
  }

  function commit(group: string, topic: string, offset: number): Promise<void> {
    return withBrokers(
      lab.topology,
      (brokers) => commitOffsets(brokers, group, [{ topic, partition: 0, offset }]),
    );
  }

  /** What `status` says of a group. */
  async function statusOf(group: string) {
    const { groups } = JSON.parse((await lab.task("status", "--json")).stdout);
    return groups.find((one: { group: string }) => one.group === group);
  }

  async function lagOf(monitor: FunctionProcess, group: string) {
    const path = `/v3/kafka/local/consumer/${encodeURIComponent(group)}/lag`;
    const { status } = await (await fetch(monitor.url(path))).json();
    return { verdict: status.status, lag: status.totallag, partitions: status.partitions };
  }

  async function isListed(monitor: FunctionProcess, group: string): Promise<boolean> {
    const answer = await fetch(monitor.url("/v3/kafka/local/consumer"));
    return (await answer.json()).consumers.includes(group);
  }

  for (const type of ["connect", "sr"]) {
    scenario(
      `a group of type ${type} must be listed with its type and members`,
      async (cluster) => {
        await using monitor = await startMonitor(lab);
        const group = `workers-${crypto.randomUUID()}`;
        await using _ = await joinForeignGroup(lab, group, type);

        const found = (await cluster.groups()).groups.find((one) => one.group === group);
        assertEquals([found?.protocolType, found?.state, found?.members], [type, "Stable", 1]);
        const { members, offsets } = await cluster.group(group);
        assertEquals([members[0].assignment, offsets], [[], []]);
        const { type: listed, state, members: count, totalLag } = await statusOf(group);
        assertEquals([listed, state, count, totalLag], [type, "Stable", 1, 0]);
        const page = await fetch(lab.url("console", `/groups/${group}`));
        const body = await page.text();
        assertEquals(page.status, 200);
        assertStringIncludes(body, type);

        await eventually("the monitor lists it", () => isListed(monitor, group));
        const detail = await (await fetch(monitor.url(`/v3/kafka/local/consumer/${group}`))).json();
        assertEquals([detail.topics, detail["protocol-type"], detail.members], [{}, type, 1]);
        assertEquals((await lagOf(monitor, group)).verdict, "OK");
      },
    );
  }

  scenario("a group that never had members must be Empty, with its lag", async (cluster, topic) => {
    await using monitor = await startMonitor(lab);
    await produce(cluster, topic, 3);
    const group = `reset-${crypto.randomUUID()}`;
    const { code, stdout, stderr } = await lab.task(
      ...["kafka", "consumer-groups", "--group", group, "--topic", topic],
      ...["--reset-offsets", "--to-offset", "1", "--execute"],
    );
    assertEquals(code, 0, stdout + stderr);
    const { type, state, totalLag } = await statusOf(group);
    assertEquals([type, state, totalLag], ["", "Empty", 2]);
    const found = (await cluster.groups()).groups.find((one) => one.group === group);
    assertEquals([found?.state, found?.totalLag], ["Empty", 2]);
    await eventually("the monitor knows", async () => (await lagOf(monitor, group)).lag === 2);

    const deleted = await lab.task(
      ...["kafka", "consumer-groups", "--group", group, "--topic", topic, "--delete-offsets"],
    );
    assertEquals(deleted.code, 0, deleted.stdout + deleted.stderr);
    await eventually("what was deleted is gone", async () => !await isListed(monitor, group));
    await using again = await startMonitor(lab);
    assertEquals(await isListed(again, group), false);
  });

  scenario("a group that is deleted must leave the lag monitor", async (cluster, topic) => {
    await using monitor = await startMonitor(lab, {
      BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE: "3600",
    });
    await produce(cluster, topic, 3);
    const group = `deleted-${crypto.randomUUID()}`;
    await commit(group, topic, 1);
    await eventually("it is known", () => isListed(monitor, group));
    assert((await lagOf(monitor, group)).verdict !== "NOTFOUND");
    await cluster.deleteGroup(group);
    await eventually("it is gone", async () => !await isListed(monitor, group));
    assertEquals((await lagOf(monitor, group)).verdict, "NOTFOUND");
  });

  for (const name of ["..", "new\nline", "a/b?c#d%2F e", "~", "größe😀"]) {
    const shown = JSON.stringify(name);
    scenario(`a group named ${shown} must be reached, in one row`, async (cluster, topic) => {
      await produce(cluster, topic, 3);
      await commit(name, topic, 1);
      try {
        await eventually("a link of the console leads to it", async () => {
          const list = await (await fetch(lab.url("console", "/groups"))).text();
          const links = [...list.matchAll(/<a href="(\/groups\/[^"]+)">/g)];
          const pages = await Promise.all(links.map(async ([, href]) => {
            const page = await fetch(lab.url("console", href.replaceAll("&amp;", "&")));
            assertEquals(page.status, 200, href);
            return await page.text();
          }));
          return pages.some((body) => body.includes(topic));
        });
        const { stdout } = await lab.task("status");
        const rows = stdout.split("\n").filter((line) =>
          / (Empty|Stable) +\d+ +[\d,]+ +\w+$/.test(line)
        );
        const { groups } = JSON.parse((await lab.task("status", "--json")).stdout);
        const own = groups.filter(({ internal }: { internal: boolean }) => !internal);
        assertEquals(rows.length, own.length, stdout);
        assertEquals((await statusOf(name)).totalLag, 2);
      } finally {
        await cluster.deleteGroup(name);
      }
    });
  }

  scenario("a commit just after its topic was made must be known", async (cluster) => {
    await using monitor = await startMonitor(lab, { BURROW_CLUSTER_LOCAL_TOPIC_REFRESH: "3600" });
    const topic = `scenario-${crypto.randomUUID()}`;
    const group = `quick-${topic}`;
    await cluster.createTopic({ name: topic, partitions: 1 });
    await produce(cluster, topic, 5);
    await commit(group, topic, 3);
    await eventually("it is known, with its lag", async () => {
      return (await lagOf(monitor, group)).lag === 2;
    });
    assertEquals(await isListed(monitor, group), true);
  });

  scenario("lag must end before an open transaction, which is told", async (cluster, topic) => {
    await using monitor = await startMonitor(lab);
    await produce(cluster, topic, 1);
    const group = `behind-${topic}`;
    await using transactions = new Transactions(lab.brokers);
    const transaction = await transactions.begin();
    try {
      await transaction.send({ topic, messages: [0, 1, 2].map((n) => ({ value: `${n}` })) });
      await commit(group, topic, 1);
      const [row] = (await cluster.group(group)).offsets;
      assertEquals([row.lastStableOffset, row.endOffset, row.lag], [1, 4, 0]);
      assertEquals((await statusOf(group)).totalLag, 0);
      const { partitions: [partition] } = await cluster.topic(topic);
      assertEquals([partition.lastStableOffset, partition.endOffset], [1, 4]);
      const page = await (await fetch(lab.url("console", `/topics/${topic}`))).text();
      assertStringIncludes(page, "open transaction");
      await eventually("the monitor knows", () => isListed(monitor, group));
      const { verdict, lag } = await lagOf(monitor, group);
      assertEquals([verdict, lag], ["OK", 0]);
      await eventually("the monitor knows where it may be read to", async () => {
        const answer = await fetch(monitor.url(`/v3/kafka/local/topic/${topic}`));
        return `${(await answer.json()).offsets}` === "1";
      });
    } finally {
      await transaction.abort();
    }
    await eventually("it is over", async () => {
      const [row] = (await cluster.group(group)).offsets;
      return row.lastStableOffset === row.endOffset;
    });
  });

  scenario("lag must end at 0 behind a tail that was aborted", async (cluster, topic) => {
    await using monitor = await startMonitor(lab);
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using transactions = new Transactions(lab.brokers);
    await produce(cluster, topic, 1);
    const aborted = await transactions.begin();
    for (let n = 0; n < 5; n++) await aborted.send({ topic, messages: [{ key: "k", value: "v" }] });
    await aborted.abort();
    await consumer.start({ topics: topic, group: topic, from: "earliest" });
    await consumer.caughtUp(1);
    await eventually("the console and status say 0", async () => {
      const [row] = (await cluster.group(topic)).offsets;
      return row.lag === 0 && row.committed === row.endOffset &&
        (await statusOf(topic)).totalLag === 0;
    });
    await eventually("the monitor says OK", async () => {
      const { verdict, lag } = await lagOf(monitor, topic);
      return verdict === "OK" && lag === 0;
    });
  });

  Deno.test("a broker that is frozen must not hide what others have", async () => {
    const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "scenario" });
    const topic = `scenario-${crypto.randomUUID()}`;
    await cluster.createTopic({ name: topic, partitions: 3, replicationFactor: 1 });
    const { partitions } = await eventually("all have leaders", async () => {
      const detail = await cluster.topic(topic);
      return detail.partitions.every(({ leader }) => leader !== undefined) && detail;
    });
    const frozen = partitions.find(({ leader }) => leader === 2)!.partition;
    for (const { partition } of partitions) {
      await cluster.produce(topic, { key: null, value: `${partition}`, partition });
    }
    const group = `reads-${topic}`;
    await commit(group, topic, 0);
    const pid = (await lab.pids()).get("kafka2")!;
    Deno.kill(pid, "SIGSTOP");
    try {
      // Before its session ends, and after: it is still in the cluster, and then it is not.
      for (const isUp of [true, false]) {
        await eventually(isUp ? "it is up" : "its session has ended", async () => {
          const { brokers } = await cluster.overview();
          return brokers.some(({ id }) => id === 2) === isUp;
        });
        const { records, unread, end } = await cluster.browse(topic, { from: "latest", limit: 9 });
        assertEquals([records.length, unread, end], [2, [frozen], "all"]);
        const page = await (await fetch(lab.url("console", `/topics/${topic}/records`))).text();
        assertStringIncludes(page, `Partition ${frozen} of ${topic} cannot be read now`);
        const overview = await fetch(lab.url("console", "/"));
        assertStringIncludes(await overview.text(), "figures");
        assert((await cluster.groups()).groups.length > 0);
        const { groups } = JSON.parse((await lab.task("status", "--json")).stdout);
        assert(groups.length > 0, "status must show the groups of the other brokers");
      }
      const [row] = (await cluster.groups()).groups.filter((one) => one.group === group);
      assertEquals(row?.topics, [topic]);
    } finally {
      Deno.kill(pid, "SIGCONT");
      await cluster.close();
    }
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
  });
}
