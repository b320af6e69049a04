/**
 * A function on Kubernetes, for real: a control plane and a kubelet of Kubernetes' own, KEDA unmodified,
 * the manifests as `deno task manifests` writes them, pods in containerd, and three brokers beside it.
 * What is not there: cluster DNS, Services' addresses, and who would enforce NetworkPolicies.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { Brokers } from "../../kafka/client/brokers.ts";
import { startLab } from "../../testing/mod.ts";
import { readAll } from "../../testing/read_topic.ts";
import { eventually } from "../lab.ts";
import {
  type ControlPlane,
  startApiServer,
  startControllers,
  stopControlPlane,
} from "./cluster/control_plane.ts";
import { functionImage } from "./cluster/image.ts";
import { startKeda, startKedaWebhooks } from "./cluster/keda.ts";
import { type PodNode, startNode } from "./cluster/node.ts";
import {
  copyFunction,
  createTopics,
  groupLedger,
  NAME,
  ORDERS,
  PARTITIONS,
  TALLIES,
  writeOverlay,
} from "./cluster/tally.ts";
import { findTools, nodeObstacle } from "./cluster/tools.ts";

const IN = "--namespace=instigator";
const IMAGE = "docker.io/library/instigator-function-tally:latest";

/** Pods take their time on a machine that is busy, ms. */
const PATIENCE = 180_000;

const found = await findTools();
const reason = "reason" in found ? found.reason : await nodeObstacle();

Deno.test({
  name: "KEDA must scale a function on lag, and nothing be lost whatever happens to its replicas" +
    (reason ? ` (skipped: ${reason})` : ""),
  ignore: reason !== undefined,
  // The lab is shared, and ends with the process.
  ...{ sanitizeOps: false, sanitizeResources: false },
  async fn(t) {
    const { folder: tools } = found as { folder: string };
    await using lab = await startLab();
    const settings = { brokers: lab.brokers, clientId: "test" };
    const brokers = new Brokers(settings);
    let plane: ControlPlane | undefined;
    let node: PodNode | undefined;
    const orders = { produced: 0 };
    const failed: string[] = [];

    /** Writes orders, the same number to each partition. */
    async function produce(count: number): Promise<void> {
      await lab.produce(
        ORDERS,
        Array.from({ length: count }, (_, i) => ({ partition: i % PARTITIONS, value: "order" })),
      );
      orders.produced += count;
    }

    /** Writes 60 orders a second while something is done. */
    async function underLoad(work: () => Promise<void>): Promise<void> {
      let isDone = false;
      const load = (async () => {
        while (!isDone) {
          await produce(PARTITIONS);
          await delay(100);
        }
      })();
      try {
        await work();
      } finally {
        isDone = true;
        await load;
      }
    }

    /** All that the function has written down. */
    async function tallies(): Promise<{ place: string; age: number; time: number }[]> {
      return (await readAll(settings, TALLIES)).map(({ value, timestamp }) => {
        const { partition, offset, age } = JSON.parse(new TextDecoder().decode(value!));
        return { place: `${partition}/${offset}`, age, time: Number(timestamp) };
      });
    }

    async function caughtUp(): Promise<void> {
      await eventually(
        "every order is written down",
        async () => new Set((await tallies()).map(({ place }) => place)).size === orders.produced,
        PATIENCE,
      );
    }

    try {
      await createTopics(brokers);
      plane = await startApiServer(tools);
      const { kubectl, folder } = plane;
      startControllers(plane);
      await startKedaWebhooks(plane);
      await startKeda(plane);
      node = await startNode(plane, lab.brokers.map((broker) => Number(broker.split(":")[1])));
      const copy = await copyFunction(folder);
      await node.load(await functionImage(folder, copy, IMAGE));

      /** How many replicas are wanted, and how many are ready. */
      const replicas = async () => {
        const { spec, status } = await kubectl.get("deployment", NAME, IN);
        return { wanted: spec.replicas as number, ready: (status.readyReplicas ?? 0) as number };
      };
      const ready = (count: number) =>
        eventually(
          `${count} replicas are ready, and no more`,
          async () => {
            const { wanted, ready } = await replicas();
            return wanted === count && ready === count;
          },
          PATIENCE,
        );
      const gone = () =>
        eventually(
          "there is no pod",
          async () => (await kubectl.get("pods", IN)).items.length === 0,
          PATIENCE,
        );
      const scale = (minReplicaCount: number, maxReplicaCount: number) =>
        kubectl.run([
          ...["patch", "scaledobject", NAME, IN, "--type=merge"],
          `--patch=${JSON.stringify({ spec: { minReplicaCount, maxReplicaCount } })}`,
        ]);
      const step = async (name: string, work: () => Promise<void>) => {
        if (failed.length > 0) return;
        if (!await t.step(name, work)) failed.push(name);
      };

      await step(
        "the manifests must be applied, and a group that never ran be at none",
        async () => {
          await kubectl.applyFolder(await writeOverlay(folder, copy, lab.brokers));
          await eventually("KEDA has taken it", async () => {
            const { status } = await kubectl.get("scaledobject", NAME, IN);
            return status?.conditions?.some((one: { type: string; status: string }) =>
              one.type === "Ready" && one.status === "True"
            );
          }, PATIENCE);
          await gone();
        },
      );

      await step("lag must bring a replica for each partition, and its end none", async () => {
        const begun = performance.now();
        const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
        await produce(PARTITIONS * 1_500);
        await eventually("one is ready", async () => (await replicas()).ready > 0, PATIENCE);
        const first = seconds();
        // Where pods take longer than the work does, not all of them get ready in time.
        await eventually(
          "all are wanted",
          async () => (await replicas()).wanted === PARTITIONS,
          PATIENCE,
        );
        const all = seconds();
        await caughtUp();
        const done = seconds();
        await gone();
        console.log(
          `  1 ready: ${first}, ${PARTITIONS} wanted: ${all}, no lag: ${done}, none: ${seconds()}`,
        );
      });

      await step("replicas that go in the middle of load must lose nothing", async () => {
        await scale(4, PARTITIONS);
        await ready(4);
        await underLoad(async () => {
          await delay(3_000);
          await scale(2, 2);
          await ready(2);
          await delay(3_000);
        });
        await caughtUp();
      });

      await step("a rolling update under load must lose nothing", async () => {
        const begun = Date.now();
        await underLoad(async () => {
          await delay(2_000);
          await kubectl.run(["rollout", "restart", `deployment/${NAME}`, IN]);
          await kubectl.run(["rollout", "status", `deployment/${NAME}`, IN, "--timeout=170s"]);
          await delay(2_000);
        });
        await caughtUp();
        const ages = (await tallies()).filter(({ time }) => time > begun).map(({ age }) => age)
          .toSorted((a, b) => a - b);
        const at = (share: number) => ages[Math.floor(ages.length * share)];
        console.log(
          `  ${ages.length} orders, of which a call takes 500 ms: p50 ${at(0.5)} ms, p99 ${
            at(0.99)
          } ms`,
        );
      });

      await step("the ledger must say that nothing was lost", async () => {
        const all = await tallies();
        const places = new Set(all.map(({ place }) => place));
        assertEquals(places.size, orders.produced);
        console.log(`  ${orders.produced} orders, ${all.length - places.size} of them twice`);
        // What is committed follows what is written down.
        const totals = await eventually("all is committed", async () => {
          const totals = await groupLedger(brokers);
          return totals.consumed >= orders.produced && totals;
        });
        assertEquals([totals.lost, totals.reordered], [0, 0]);
      });

      await step("without lag there must be none again", async () => {
        await scale(0, PARTITIONS);
        await gone();
      });
      if (failed.length > 0) {
        const pods = await kubectl.run(["describe", "pods", IN]).catch(String);
        const events = await kubectl.run(["get", "events", IN]).catch(String);
        const logs = await kubectl.run(["logs", IN, `deployment/${NAME}`, "--tail=40"]).catch(
          String,
        );
        console.error(pods.slice(-3_000), events.slice(-3_000), logs);
      }
    } finally {
      await plane?.kubectl.run(["delete", "namespace", "instigator", "--timeout=90s"])
        .catch(() => {});
      await node?.stop();
      if (plane) await stopControlPlane(plane);
      await brokers.close();
    }
  },
});
