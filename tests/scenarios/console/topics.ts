import { assert, assertEquals } from "@std/assert";
import { createKafka } from "../../../kafka/client/client.ts";
import { eventually, type Lab } from "../../lab.ts";
import { clusterScenario, mustRefuse, ownTopic } from "./cluster_stage.ts";

/** What the console must see of topics, and do to them. */
export function topicScenarios(lab: Lab): void {
  const scenario = clusterScenario(lab);

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
    const led = (await cluster.topic(topic)).partitions.map(({ leader }) => leader);
    assertEquals(topics.find(({ name }) => name === topic), {
      name: topic,
      internal: false,
      partitions: 2,
      replicationFactor: 3,
      underReplicated: 0,
      offline: 0,
      notPreferred: 0,
      leaders: led,
      balance: { brokers: 3, holders: [1, 2, 3], skewed: [], leaderSkewed: [] },
    });
    assertEquals((await cluster.endOffsets([topic])).get(topic), [0, 1]);
    assertEquals((await cluster.startOffsets()).get(topic), [0, 0]);
    assertEquals(await cluster.endOffsets(["no-such-topic"]), new Map());
  });

  scenario("must see who writes to a topic, and who has a transaction open", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    const writers = async () => (await cluster.producers([topic, "no-such-topic"])).get(topic);
    assertEquals(await writers(), { ids: [], inTransaction: 0 });
    const producer = createKafka({ brokers: lab.brokers, clientId: "scenario" })
      .producer({ transactionalId: topic, maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    try {
      const transaction = await producer.transaction();
      const messages = [0, 1].map((partition) => ({ value: "a", partition }));
      await transaction.send({ topic, messages });
      const open = await writers();
      assertEquals([open?.ids.length, open?.inTransaction], [1, 1]);
      await transaction.commit();
      await eventually("it is committed", async () => (await writers())?.inTransaction === 0);
      assertEquals(await writers(), { ids: open!.ids, inTransaction: 0 });
    } finally {
      await producer.disconnect();
    }
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
}
