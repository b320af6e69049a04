/**
 * Makes the cluster's topics match topics.json: looks at what is there, does what the plan says,
 * and looks again.
 *
 * @module
 */
import { delay } from "@std/async";
import { alterConfig, topicConfigs } from "../../kafka/admin/configs.ts";
import { addPartitions, createTopic } from "../../kafka/admin/topic_actions.ts";
import type { ClusterView } from "../../kafka/admin/cluster_view.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { NO_BROKER, withBrokers } from "../lab_kafka.ts";
import { bestView, brokerStates } from "../nodes/readiness.ts";
import type { Topology } from "../topology.ts";
import { type ExistingTopic, planTopics, type Step } from "./topic_plan.ts";
import { type TopicSpec, wantedTopics } from "./topic_spec.ts";

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
  const steps = await withBrokers(lab, async (brokers) => {
    const steps = planTopics(wanted, await existingTopics(lab, brokers, wanted));
    if (!dryRun) await executeSteps(brokers, steps);
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
  brokers: Brokers,
  wanted: readonly TopicSpec[],
): Promise<Map<string, ExistingTopic>> {
  const { topics } = await clusterView(lab);
  const found = topics.filter(({ name }) => wanted.some((topic) => topic.name === name));
  const configs = await topicConfigs(brokers, found.map(({ name }) => name));
  return new Map(found.map(({ name, partitions }) => [name, {
    partitions: partitions.length,
    replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    config: Object.fromEntries(
      (configs.get(name) ?? []).map(({ name, value }) => [name, value ?? ""]),
    ),
  }]));
}

/**
 * Does what the steps say, except for what is impossible.
 *
 * @throws {KafkaError} that names the topic and what Kafka has against it.
 */
export async function executeSteps(brokers: Brokers, steps: readonly Step[]): Promise<void> {
  await Promise.all(steps.map(async (step) => {
    if (step.action === "create") await createTopic(brokers, step.topic);
    if (step.action === "alter") await alter(brokers, step);
  }));
}

async function alter(brokers: Brokers, { topic, changes }: Step): Promise<void> {
  const { name, partitions, config } = topic;
  if (changes.some(({ what }) => what === "partitions")) {
    await addPartitions(brokers, name, partitions);
  }
  if (changes.some(({ what }) => what !== "partitions")) {
    await alterConfig(brokers, { topic: name }, { set: config });
  }
}

/**
 * Waits until every topic is there with its partitions, and with all replicas in sync.
 *
 * @throws {Error} that names what is missing, when it takes too long.
 */
export async function awaitTopics(lab: Topology, topics: readonly TopicSpec[]): Promise<void> {
  const deadline = performance.now() + SYNC_TIMEOUT;
  while (true) {
    const missing = missingFrom(await clusterView(lab), topics);
    if (missing.length === 0) return;
    if (performance.now() > deadline) {
      throw new Error(`Cannot see the topics in sync after 20 s: ${missing.join(", ")}`);
    }
    await delay(SYNC_INTERVAL);
  }
}

/** What keeps the topics from being there and in sync. */
export function missingFrom(
  { topics }: ClusterView,
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

async function clusterView(lab: Topology): Promise<ClusterView> {
  const view = bestView(lab, await brokerStates(lab));
  if (!view) throw new Error(NO_BROKER);
  return view;
}
