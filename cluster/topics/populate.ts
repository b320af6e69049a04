/**
 * Makes the cluster's topics match topics.json: looks at what is there, does what the plan says,
 * and looks again.
 *
 * @module
 */
import { type Admin, ConfigResourceTypes, ConfigSource } from "kafkajs";
import { kafkaClient, withAdmin } from "../kafka/client.ts";
import type { ClusterMetadata } from "../kafka/metadata.ts";
import { bestView, brokerStates } from "../lifecycle/readiness.ts";
import { type Change, type ExistingTopic, planTopics, type Step } from "./topic_plan.ts";
import { type TopicSpec, wantedTopics } from "./topic_spec.ts";
import { bootstrapServers, type Topology } from "../topology.ts";

/** How long new replicas may take to get in sync, ms. */
const SYNC_TIMEOUT = 20_000;
/** How often to look, ms. */
const SYNC_INTERVAL = 50;

/**
 * Makes the topics match topics.json, and waits until they are in sync; with `dryRun`, only tells
 * what it would do. Returns a step for each topic; those that are impossible were left alone.
 *
 * @throws {Error} when topics.json is wrong, no broker answers, or the topics do not get in sync.
 */
export async function populate(
  lab: Topology,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Step[]> {
  const wanted = await wantedTopics();
  const steps = await withAdmin(kafkaClient(bootstrapServers(lab)), async (admin) => {
    const steps = planTopics(wanted, await existingTopics(lab, admin, wanted));
    if (!dryRun) await executeSteps(admin, steps);
    return steps;
  });
  const possible = steps.filter(({ action }) => action !== "impossible");
  if (!dryRun) await awaitTopics(lab, possible.map(({ topic }) => topic));
  return steps;
}

/**
 * Those of the wanted topics that the cluster has.
 *
 * @throws {Error} when no broker answers.
 */
export async function existingTopics(
  lab: Topology,
  admin: Admin,
  wanted: readonly TopicSpec[],
): Promise<Map<string, ExistingTopic>> {
  const { topics } = await clusterMetadata(lab);
  const found = topics.filter(({ name }) => wanted.some((topic) => topic.name === name));
  const configs = await topicConfigs(admin, found.map(({ name }) => name));
  return new Map(found.map(({ name, partitions }) => [name, {
    partitions: partitions.length,
    replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    config: Object.fromEntries(configs.get(name)!.map((c) => [c.configName, c.configValue])),
  }]));
}

/**
 * Does what the steps say, except for what is impossible.
 *
 * @throws {Error} that names the topic and what Kafka has against it.
 */
export async function executeSteps(admin: Admin, steps: readonly Step[]): Promise<void> {
  await Promise.all(steps.map(async ({ action, topic, changes }) => {
    try {
      if (action === "create") await createTopic(admin, topic);
      if (action === "alter") await alterTopic(admin, topic, changes);
    } catch (error) {
      throw new Error(`Cannot ${action} ${topic.name}: ${reason(error)}`, { cause: error });
    }
  }));
}

async function createTopic(admin: Admin, topic: TopicSpec): Promise<void> {
  const { name, partitions, replicationFactor, config } = topic;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await admin.createTopics({
    waitForLeaders: false,
    topics: [{ topic: name, numPartitions: partitions, replicationFactor, configEntries }],
  });
}

async function alterTopic(admin: Admin, topic: TopicSpec, changes: Change[]): Promise<void> {
  const { name, partitions } = topic;
  if (changes.some(({ what }) => what === "partitions")) {
    await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions }] });
  }
  if (changes.some(({ what }) => what !== "partitions")) await alterConfig(admin, topic);
}

/** AlterConfigs sets all of a topic's settings, so those that it has already go along. */
async function alterConfig(admin: Admin, { name, config }: TopicSpec): Promise<void> {
  const current = (await topicConfigs(admin, [name])).get(name)!;
  const own = current.filter((entry) => entry.configSource === ConfigSource.TOPIC_CONFIG);
  const kept = Object.fromEntries(own.map((entry) => [entry.configName, entry.configValue]));
  const entries = Object.entries({ ...kept, ...config });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{
      type: ConfigResourceTypes.TOPIC,
      name,
      configEntries: entries.map(([name, value]) => ({ name, value })),
    }],
  });
}

async function topicConfigs(admin: Admin, names: string[]) {
  if (names.length === 0) return new Map<string, never[]>();
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(resources.map((r) => [r.resourceName, r.configEntries]));
}

/**
 * Waits until every topic is there with its partitions, and with all replicas in sync.
 *
 * @throws {Error} that names what is missing, when it takes too long.
 */
export async function awaitTopics(lab: Topology, topics: readonly TopicSpec[]): Promise<void> {
  const deadline = performance.now() + SYNC_TIMEOUT;
  while (true) {
    const missing = missingFrom(await clusterMetadata(lab), topics);
    if (missing.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`Cannot see the topics in sync after 20 s: ${missing.join(", ")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, SYNC_INTERVAL));
  }
}

/** What keeps the topics from being there and in sync. */
export function missingFrom(
  { topics }: ClusterMetadata,
  wanted: readonly TopicSpec[],
): string[] {
  return wanted.flatMap(({ name, partitions: count, replicationFactor }) => {
    const partitions = topics.find((topic) => topic.name === name)?.partitions ?? [];
    if (partitions.length !== count) {
      return [`${name} has ${partitions.length} of ${count} partitions`];
    }
    const short = partitions.filter(({ leader, isr }) =>
      leader === undefined || isr.length < replicationFactor
    );
    return short.length > 0
      ? [`${name} lacks replicas in sync on ${short.length} of ${count}`]
      : [];
  });
}

async function clusterMetadata(lab: Topology): Promise<ClusterMetadata> {
  const metadata = bestView(lab, await brokerStates(lab));
  if (!metadata) throw new Error("Cannot reach a broker: start the lab with `deno task up`");
  return metadata;
}

/** What Kafka has against it; kafkajs puts errors of single topics into an aggregate. */
function reason(error: unknown): string {
  const first = error instanceof Error && "errors" in error ? (error.errors as Error[])[0] : error;
  return first instanceof Error ? first.message : String(first);
}
