import { assert, assertEquals } from "@std/assert";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { groupSummaries } from "../../kafka/admin/groups/group_summaries.ts";
import { deleteGroup } from "../../kafka/admin/groups/reset_offsets.ts";
import { FunctionProcess } from "../processes/function_process.ts";
import { BURROW_CONFIG, startMonitor } from "../clients/lag_monitor.ts";
import { eventually, type Lab } from "../lab.ts";
import { WatchedGroup } from "../kafka/watched_group.ts";

/** What the lag monitor must say of groups, and that it must not be noticed. */
export function lagScenarios(lab: Lab): void {
  Deno.test("groups must be judged by every commit that they make", async (t) => {
    await using monitor = await startMonitor(lab);

    await t.step("one that keeps up is OK", async () => {
      const group = await WatchedGroup.create(lab, monitor, 10);
      for (const offset of [4, 7, 10]) await group.commit(offset);
      await eventually("all commits are seen", async () => (await group.commits()).length === 3);
      assertEquals((await group.commits()).map(({ offset }) => offset), [4, 7, 10]);
      const { group: verdict, partition } = await group.verdict();
      assertEquals([verdict, partition?.current_lag, partition?.complete], ["OK", 0, 1]);
    });
    await t.step("one with members has owners, until they leave", async () => {
      const group = await WatchedGroup.create(lab, monitor, 10);
      const member = await group.join();
      const { partition } = await eventually("all is committed, by an owner", async () => {
        const newest = (await group.commits()).at(-1);
        if (newest?.offset !== 10) return false;
        // Asked for after the last commit was seen: a verdict from before it can still tell of lag.
        const verdict = await group.verdict();
        return verdict.partition?.owner !== "" && verdict;
      });
      assertEquals([partition?.owner, partition?.client_id], ["/127.0.0.1", "instigator"]);
      assertEquals([partition?.status, partition?.current_lag], ["OK", 0]);
      await member[Symbol.asyncDispose]();
      await eventually("there is no owner", async () => {
        return (await group.verdict()).partition?.owner === "";
      });
    });
    await t.step(
      "one that falls behind is WARN, and stops when it is silent for long",
      async () => {
        const group = await WatchedGroup.create(lab, monitor, 5);
        await eventually("it is WARN", async () => {
          const commits = await group.commits();
          await group.commit((commits.at(-1)?.offset ?? 0) + 1);
          await eventually("the commit is seen", async () => {
            return (await group.commits()).at(-1)?.offset !== commits.at(-1)?.offset;
          });
          const { group: verdict, partition } = await group.verdict();
          await group.produce(2);
          return verdict === "WARN" && partition?.complete === 1;
        });
        await eventually("it is STOP", async () => {
          const { group: verdict, partition } = await group.verdict();
          return verdict === "ERR" && partition?.status === "STOP";
        });
      },
    );
    await t.step(
      "one that commits the same offset is stalled, one that goes back has rewound",
      async () => {
        const group = await WatchedGroup.create(lab, monitor, 10);
        await eventually("it is STALL", async () => {
          await group.commit(5);
          const { group: verdict, partition } = await group.verdict();
          return verdict === "ERR" && partition?.status === "STALL" && partition.complete === 1;
        });
        await eventually("it is REWIND", async () => {
          await group.commit(1);
          return (await group.verdict()).partition?.status === "REWIND";
        });
      },
    );
  });

  Deno.test("a group that was deleted must be known again by its next commit", async () => {
    await using monitor = await startMonitor(lab);
    const group = await WatchedGroup.create(lab, monitor, 10);
    await group.commit(3);
    await eventually("it is known", async () => (await group.commits()).length === 1);

    const { status } = await group.get(group.path, { method: "DELETE" });
    assertEquals(status, 200);
    assertEquals((await group.get(group.path)).status, 404);
    assertEquals((await group.verdict()).group, "NOTFOUND");

    await group.commit(4);
    await eventually("it is known again", async () => (await group.commits())[0]?.offset === 4);

    await withBrokers(lab.topology, (brokers) => deleteGroup(brokers, group.name));
    await using after = await startMonitor(lab, {
      BURROW_CLUSTER_LOCAL_GROUPS_REAPER_REFRESH: "1",
    });
    await eventually("a group that Kafka has deleted is not known", async () => {
      const response = await fetch(after.url(group.path));
      await response.body?.cancel();
      return response.status === 404;
    });
  });

  Deno.test("a monitor that is started anew must know the same commits", async () => {
    await using monitor = await startMonitor(lab);
    const group = await WatchedGroup.create(lab, monitor, 10);
    for (const offset of [1, 2, 3, 4, 5]) await group.commit(offset);
    const commits = await eventually("the last commits are seen", async () => {
      const commits = await group.commits();
      return commits.at(-1)?.offset === 5 && commits;
    });
    assertEquals(commits.map(({ offset }) => offset), [3, 4, 5]);

    await using again = await startMonitor(lab);
    const { topics } = await (await fetch(again.url(group.path))).json();
    const [[{ offsets }]] = Object.values<[{ offsets: typeof commits }]>(topics);
    assertEquals(offsets.map(({ offset, timestamp }) => ({ offset, timestamp })), commits);
  });

  Deno.test("the monitor must leave no trace in Kafka", async () => {
    const groups = () =>
      withBrokers(lab.topology, async (brokers) => {
        const { groups } = await groupSummaries(brokers);
        return groups.map(({ group }) => group).toSorted();
      });
    const before = await groups();
    await using monitor = await startMonitor(lab);
    const { offsetsTopic } = await (await fetch(monitor.url("/status"))).json();
    assert(offsetsTopic.partitions > 0);
    assertEquals((await groups()).filter((group) => !before.includes(group)), []);
  });

  Deno.test("a webhook must be told when a group gets into trouble, and when it is out of it", async () => {
    const events: { Event: string; Group: string; ID: string; Result: { status: string } }[] = [];
    await using receiver = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (r) => {
        events.push(await r.json());
        return new Response();
      },
    );
    const address = `http://127.0.0.1:${receiver.addr.port}`;
    const config = await Deno.makeTempFile({ suffix: ".toml" });
    await Deno.writeTextFile(
      config,
      await Deno.readTextFile(BURROW_CONFIG) + `
        [notifier.webhook]
        class-name = "http"
        interval = 1
        send-once = true
        send-close = true
        url-open = "${address}/open"
        url-close = "${address}/close"
      `,
    );
    {
      await using monitor = await startMonitor(lab, { BURROW_CONFIG: config });
      const group = await WatchedGroup.create(lab, monitor, 10);
      const told = (event: string) =>
        eventually(
          `${event} is told`,
          () => events.find(({ Event, Group }) => Event === event && Group === group.name),
        );
      await group.commit(5);
      const open = await told("open");
      assertEquals(open.Result.status, "ERR");
      await group.commit(10);
      const close = await told("close");
      assertEquals([close.Result.status, close.ID], ["OK", open.ID]);
    }
    await Deno.remove(config);
  });

  Deno.test("the monitor must go on when a broker dies, and be right afterwards", async () => {
    await using monitor = await startMonitor(lab);
    const group = await WatchedGroup.create(lab, monitor, 10);
    await group.commit(1);
    await eventually("the commit is seen", async () => (await group.commits()).length === 1);

    Deno.kill((await lab.pids()).get("kafka2")!, "SIGKILL");
    await eventually("a commit is taken and seen", async () => {
      await group.commit(2);
      return (await group.commits()).at(-1)?.offset === 2;
    });
    await monitor.ready();
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    await group.commit(3);
    await eventually("the next one, too", async () => (await group.commits()).at(-1)?.offset === 3);
  });

  Deno.test("the monitor must list bad settings of both kinds, and exit 78", async () => {
    await using broken = new FunctionProcess("lag", {
      PORT: "0",
      KAFKA_BROKERS: lab.brokers[0],
      BURROW_CONFIG,
      BURROW_STORAGE_DEFAULT_INTERVALS: "none",
      BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE: "x",
    });
    const { code, stderr } = await broken.ended();
    assertEquals(code, 78, stderr);
    const wrong = [
      "PORT",
      "storage.default.intervals",
      "BURROW_STORAGE_DEFAULT_INTERVALS",
      "BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE",
    ];
    for (const setting of wrong) assert(stderr.includes(setting), setting);
  });
}
