import type { KafkaRecord } from "../../kafka/record/record.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { createKafka } from "../../kafka/client/client.ts";
import type { ClusterClient } from "../../kafka/cluster/cluster_client.ts";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import { readConfig } from "../../functions/runtime/config/config.ts";
import { sharedVariables } from "../../functions/runtime/config/shared_variables.ts";
import type { ProblemKind } from "../../functions/runtime/http/problem.ts";
import { KafkaError } from "../../kafka/errors.ts";
import { kafkaSettings } from "../../functions/runtime/config/kafka_settings.ts";
import { asProblem } from "../../functions/runtime/http/kafka_problem.ts";
import { eventually, type Lab } from "../lab.ts";
import { startSecureBroker, USER } from "../secure_broker.ts";
import { ThrottledTopic } from "../throttled_topic.ts";

/** What the console must see of Kafka, and do to it. */
export function consoleKafkaScenarios(lab: Lab): void {
  /** A scenario with a cluster client of its own. */
  function scenario(name: string, act: (cluster: ClusterClient) => Promise<void>): void {
    Deno.test(`the console ${name}`, async () => {
      const cluster = kafkaCluster({
        brokers: lab.brokers,
        clientId: "instigator-console",
      });
      try {
        await act(cluster);
      } finally {
        await cluster.close();
      }
    });
  }

  scenario("must see the cluster, its topics and their ends at a glance", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    await cluster.produce(topic, { key: null, value: "a", partition: 1 });
    const { brokers, controller, clusterId, topics } = await cluster.overview();
    assertEquals(
      brokers.map(({ id, port }) => [id, port]),
      lab.topology.kafka.map(
        ({ id, port }) => [id, port],
      ),
    );
    assert(brokers.some(({ id }) => id === controller));
    assert(clusterId.length > 0);
    assertEquals(topics.find(({ name }) => name === topic), {
      name: topic,
      internal: false,
      partitions: 2,
      replicationFactor: 3,
      underReplicated: 0,
      offline: 0,
      notPreferred: 0,
      balance: { brokers: 3, holders: [1, 2, 3], skewed: [], leaderSkewed: [] },
    });
    assertEquals((await cluster.endOffsets([topic])).get(topic), [0, 1]);
    assertEquals((await cluster.startOffsets()).get(topic), [0, 0]);
    assertEquals(await cluster.endOffsets(["no-such-topic"]), new Map());
  });

  scenario(
    "must create, change, grow and delete a topic, and say what Kafka refuses",
    async (cluster) => {
      const topic = await ownTopic(cluster, {
        partitions: 1,
        replicationFactor: 2,
        config: { "retention.ms": "60000" },
      });
      await mustRefuse(cluster.createTopic({ name: topic }), "conflict", "TOPIC_ALREADY_EXISTS");
      const wrong = { name: `${topic}-x`, config: { "retention.ms": "soon" } };
      await mustRefuse(cluster.createTopic(wrong), "invalid", "INVALID_CONFIG");
      const large = { name: `${topic}-x`, replicationFactor: 4 };
      await mustRefuse(cluster.createTopic(large), "invalid", "INVALID_REPLICATION_FACTOR");

      await cluster.alterConfig({ topic }, {
        set: { "cleanup.policy": "compact" },
        reset: ["retention.ms"],
      });
      const settings = await eventually("the settings are changed", async () => {
        const { config } = await cluster.topic(topic);
        const policy = config.find(({ name }) => name === "cleanup.policy");
        return policy?.value === "compact" && config;
      });
      const policy = settings.find(({ name }) => name === "cleanup.policy")!;
      assertEquals([policy.source, policy.default, policy.type], ["topic", "delete", "list"]);
      assert(policy.doc?.includes("compact"));
      assertEquals(settings.find(({ name }) => name === "retention.ms")?.source, "default");
      assertEquals(
        (await cluster.topicConfigs([topic])).get(topic)?.map(({ name, value }) => [name, value]),
        [["cleanup.policy", "compact"]],
      );
      const bad = cluster.alterConfig({ topic }, { set: { "cleanup.policy": "burn" } });
      await mustRefuse(bad, "invalid", "INVALID_CONFIG");

      await cluster.addPartitions(topic, 3);
      await mustRefuse(cluster.addPartitions(topic, 2), "invalid", "INVALID_PARTITIONS");
      const { partitions } = await eventually("there are 3 partitions", async () => {
        const detail = await cluster.topic(topic);
        return detail.partitions.every(({ sizeBytes }) => sizeBytes !== undefined) &&
          detail.partitions.length === 3 && detail;
      });
      assertEquals(partitions.map(({ replicas }) => replicas.length), [2, 2, 2]);
      assertEquals(partitions.map(({ endOffset }) => endOffset), [0, 0, 0]);

      await cluster.deleteTopic(topic);
      await eventually("the topic is gone", async () => {
        const { topics } = await cluster.overview();
        return !topics.some(({ name }) => name === topic);
      });
      await mustRefuse(cluster.deleteTopic(topic), "noTopic", "UNKNOWN_TOPIC_OR_PARTITION");
      await mustRefuse(cluster.topic(topic), "noTopic", "UNKNOWN_TOPIC_OR_PARTITION");
    },
  );

  scenario("must browse records from anywhere, filtered and bounded", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    for (let n = 0; n < 6; n++) {
      const headers: [string, string][] = [["n", `${n}`], ["n", "again"]];
      await cluster.produce(topic, { key: `k${n}`, value: `v${n}`, headers, partition: n % 2 });
    }
    await cluster.produce(topic, { key: "k6", value: null, partition: 0 });

    const all = await cluster.browse(topic, { from: "earliest", limit: 100 });
    assertEquals([all.end, all.scannedRecords], ["all", 7]);
    assertEquals(all.records.map(text), [
      ...["k0=v0", "k1=v1", "k2=v2", "k3=v3", "k4=v4", "k5=v5", "k6=null"],
    ]);
    const [first] = all.records;
    assertEquals(first.headers.map(([name, value]) => `${name}:${decode(value)}`), [
      ...["n:0", "n:again"],
    ]);

    const browse = async (query: Parameters<ClusterClient["browse"]>[1]) => {
      const { end, records } = await cluster.browse(topic, query);
      return [end, ...records.map(text)];
    };
    assertEquals(await browse({ from: "earliest", limit: 2 }), ["limit", "k0=v0", "k1=v1"]);
    assertEquals(await browse({ from: "latest", limit: 2 }), ["limit", "k5=v5", "k6=null"]);
    assertEquals(await browse({ from: { offset: 2 }, partition: 0, limit: 9 }), [
      ...["all", "k4=v4", "k6=null"],
    ]);
    const timestamp = Number(all.records[4].timestamp);
    assertEquals((await browse({ from: { time: timestamp }, limit: 9 })).at(-1), "k6=null");
    assertEquals(await browse({ from: { time: Date.now() + 60_000 }, limit: 9 }), ["all"]);
    assertEquals(await browse({ from: "latest", limit: 9, filter: { key: "k3" } }), [
      ...["all", "k3=v3"],
    ]);
    assertEquals(await browse({ from: "earliest", limit: 9, filter: { value: "v4" } }), [
      ...["all", "k4=v4"],
    ]);
    assertEquals(await browse({ from: "earliest", limit: 9, filter: { header: "n:5" } }), [
      ...["all", "k5=v5"],
    ]);
    await mustRefuse(
      cluster.browse(topic, { from: "latest", partition: 7, limit: 1 }),
      "noPartition",
    );
    await mustRefuse(cluster.browse(`${topic}-x`, { from: "latest", limit: 1 }), "noTopic");
    await mustRefuse(
      cluster.produce(topic, { key: null, value: "", partition: 7 }),
      "noPartition",
    );
  });

  scenario("must follow a topic as it is written", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 3 });
    await cluster.produce(topic, { key: null, value: "before" });
    const controller = new AbortController();
    const seen: string[] = [];
    const query = { filter: { value: "wanted" } };
    const following = (async () => {
      for await (const { records } of cluster.tail(topic, query, controller.signal)) {
        seen.push(...records.map(text));
      }
    })();
    let n = 0;
    await eventually("what is written is seen", async () => {
      await cluster.produce(topic, { key: null, value: "other" });
      await cluster.produce(topic, { key: `${n++}`, value: "wanted" });
      return seen.length > 2;
    });
    controller.abort();
    await following;
    assertEquals(seen.filter((record) => !record.endsWith("=wanted")), []);
  });

  scenario("must show a group, and reset and delete it only once it is empty", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    const group = `${topic}-group`;
    for (const partition of [0, 1]) {
      for (const value of ["a", "b"]) await cluster.produce(topic, { key: null, value, partition });
    }
    await mustRefuse(cluster.group(group), "noGroup");

    const consumer = createKafka({ brokers: lab.brokers, clientId: "scenario" }).consumer({
      groupId: group,
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: () => Promise.resolve() });
      const detail = await eventually("the group has consumed everything", async () => {
        const detail = await cluster.group(group);
        const isDone = detail.offsets.length === 2 && detail.offsets.every(({ lag }) => lag === 0);
        return isDone && detail;
      });
      const [member] = detail.members;
      assertEquals([detail.state, detail.members.length], ["Stable", 1]);
      assertEquals(member.assignment, [{ topic, partitions: [0, 1] }]);
      assertEquals(
        detail.offsets.map(({ committed, endOffset, memberId }) => (
          { committed, endOffset, memberId }
        )),
        Array(2).fill({ committed: 2, endOffset: 2, memberId: member.memberId }),
      );
      const preview = await cluster.previewReset(group, { to: "earliest" });
      assertEquals(preview.possible, false);
      await mustRefuse(cluster.resetOffsets(group, { to: "earliest" }), "conflict");
      await mustRefuse(cluster.deleteGroup(group), "conflict", "NON_EMPTY_GROUP");
    } finally {
      await consumer.disconnect();
    }

    await eventually(
      "the group is empty",
      async () => (await cluster.group(group)).state === "Empty",
    );
    const steps = async (
      act: "previewReset" | "resetOffsets",
      target: Parameters<ClusterClient["previewReset"]>[1],
    ) =>
      (await cluster[act](group, target)).steps.map((
        { partition, from, to },
      ) => [partition, from, to]);
    assertEquals(await steps("previewReset", { to: "earliest" }), [[0, 2, 0], [1, 2, 0]]);
    assertEquals((await cluster.group(group)).offsets.map(({ lag }) => lag), [0, 0]);
    assertEquals(await steps("resetOffsets", { topic, partitions: [1], to: { offset: 1 } }), [
      [1, 2, 1],
    ]);
    assertEquals((await cluster.group(group)).offsets.map(({ lag }) => lag), [0, 1]);
    assertEquals(await steps("resetOffsets", { to: { time: 0 } }), [[0, 2, 0], [1, 1, 0]]);
    const listed = (await cluster.groups()).groups.find((summary) => summary.group === group);
    assertEquals([listed?.state, listed?.members, listed?.topics, listed?.totalLag], [
      ...["Empty", 0, [topic], 4],
    ]);
    await mustRefuse(
      cluster.previewReset(group, { topic, partitions: [9], to: "latest" }),
      "noPartition",
    );

    await cluster.deleteGroup(group);
    await mustRefuse(cluster.group(group), "noGroup");
    await mustRefuse(cluster.deleteGroup(group), "noGroup", "GROUP_ID_NOT_FOUND");
  });

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

  Deno.test("the console must speak TLS and every SASL mechanism", async (t) => {
    await using broker = await startSecureBroker(lab);
    const { ca: KAFKA_SSL_CA, cert: KAFKA_SSL_CERT, key: KAFKA_SSL_KEY } = broker.files;
    const tls = { KAFKA_SSL: "true", KAFKA_SSL_CA };
    const sasl = {
      ...{ ...tls, KAFKA_BROKERS: broker.sasl },
      ...{ KAFKA_SASL_USERNAME: USER.username, KAFKA_SASL_PASSWORD: USER.password },
    };
    const ways: [name: string, variables: Record<string, string>][] = [
      ["TLS", { ...tls, KAFKA_BROKERS: broker.tls, KAFKA_SSL_CERT, KAFKA_SSL_KEY }],
      ...["plain", "scram-sha-256", "scram-sha-512"].map(
        (mechanism): [string, Record<string, string>] => [
          mechanism,
          { ...sasl, KAFKA_SASL_MECHANISM: mechanism },
        ],
      ),
    ];
    for (const [name, variables] of ways) {
      await t.step(name, async () => {
        const cluster = kafkaCluster(
          kafkaSettings(readConfig(sharedVariables, (name) => variables[name])),
        );
        try {
          await cluster.produce("secured", { key: null, value: name });
          const { records } = await cluster.browse("secured", { from: "latest", limit: 1 });
          assertEquals(records.map(text), [`null=${name}`]);
        } finally {
          await cluster.close();
        }
      });
    }
    await t.step("a wrong password must be told", async () => {
      const wrong = { ...sasl, KAFKA_SASL_MECHANISM: "plain", KAFKA_SASL_PASSWORD: "wrong" };
      const variables: Record<string, string> = wrong;
      const cluster = kafkaCluster(
        kafkaSettings(readConfig(sharedVariables, (name) => variables[name])),
      );
      const { message } = await mustRefuse(cluster.overview(), "noKafka");
      assertMatch(message, /authenticat/i);
      await cluster.close();
    });
  });

  Deno.test("the console must say so at once when Kafka is not there", async () => {
    const brokers = ["127.0.0.1:1", "127.0.0.1:2"];
    const cluster = kafkaCluster({ brokers, clientId: "instigator-console" });
    const problem = await mustRefuse(cluster.overview(), "noKafka");
    assert(problem.message.includes("127.0.0.1:1") && problem.message.includes("127.0.0.1:2"));
    await cluster.close();
  });
}

/** A topic of the scenario's own, once all brokers know it. */
async function ownTopic(
  cluster: ClusterClient,
  options: Omit<Parameters<ClusterClient["createTopic"]>[0], "name">,
): Promise<string> {
  const name = `scenario-${crypto.randomUUID()}`;
  await cluster.createTopic({ name, ...options });
  await eventually("the topic is known", async () => {
    const { partitions } = await cluster.topic(name);
    return partitions.every(({ isr, replicas }) => isr.length === replicas.length);
  });
  return name;
}

async function noMove(cluster: ClusterClient, topic: string): Promise<void> {
  await eventually("the move is over", async () => {
    const moves = await cluster.reassignments();
    return !moves.some((move) => move.topic === topic);
  });
}

async function mustRefuse(
  call: Promise<unknown>,
  kind: ProblemKind,
  code?: string,
): Promise<KafkaError> {
  const error = await assertRejects(() => call, KafkaError);
  assertEquals(asProblem(error)?.kind, kind, error.message);
  if (code !== undefined) assertEquals(error.code, code);
  return error;
}

function text({ key, value }: KafkaRecord): string {
  return `${decode(key)}=${decode(value)}`;
}

function decode(bytes: Uint8Array | null): string | null {
  return bytes && new TextDecoder().decode(bytes);
}
