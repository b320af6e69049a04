/**
 * Makes the cluster's topics be as they are wanted: looks at what is there, does what the plan says,
 * and looks again.
 *
 * @module
 */
import { delay } from "@std/async";
import { alterConfig, topicConfigs } from "../../kafka/admin/topics/configs.ts";
import { addPartitions, createTopics } from "../../kafka/admin/topics/topic_actions.ts";
import type { ClusterView } from "../../kafka/admin/cluster_view.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { hasCode } from "../../kafka/errors.ts";
import { withBrokers } from "../lab_kafka.ts";
import type { BrokerState } from "../nodes/broker_state.ts";
import { bestView, brokerStates, hangingBrokers, whyUnreachable } from "../nodes/readiness.ts";
import { whileQuorum } from "../nodes/while_quorum.ts";
import type { Topology } from "../topology.ts";
import { type ExistingTopic, planTopics, type Step } from "./topic_plan.ts";
import type { TopicSpec } from "./topic_spec.ts";

/** How many topics are changed at once, so that the controller is done with them in time. */
const AT_ONCE = 20;
/** How long new replicas may take to get in sync, and how long none of them may, where there are many; ms. */
const SYNC_TIMEOUT = 20_000;
/** How long a broker may hang, ms; those that answer wait for it no longer. */
const HANG_TIMEOUT = 4_000;
/** How many reasons are told of why topics are not in sync. */
const SHOWN = 10;
/** How often to look, ms. */
const SYNC_INTERVAL = 50;

/**
 * Makes the topics be as they are wanted, and waits until they are in sync; with `dryRun`, only tells
 * what it would do. Returns a step for each topic; those that are impossible were left alone.
 *
 * @throws {Error} when no broker answers, or the topics do not get in sync.
 */
export async function populate(
  lab: Topology,
  wanted: readonly TopicSpec[],
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Step[]> {
  const steps = await withBrokers(
    lab,
    (brokers) => whileQuorum(lab, takeSteps(lab, brokers, wanted, dryRun)),
  );
  const possible = steps.filter(({ action }) => action !== "impossible");
  if (!dryRun) await awaitTopics(lab, possible.map(({ topic }) => topic));
  return steps;
}

async function takeSteps(
  lab: Topology,
  brokers: Brokers,
  wanted: readonly TopicSpec[],
  dryRun: boolean,
): Promise<Step[]> {
  const end = performance.now() + SYNC_TIMEOUT;
  while (true) {
    const steps = planTopics(wanted, await existingTopics(lab, brokers, wanted));
    if (dryRun) return steps;
    try {
      await executeSteps(brokers, steps);
      return steps;
    } catch (error) {
      // A broker that has just started tells of no topics until the controller has told it of them.
      const isThere = hasCode(error, "TOPIC_ALREADY_EXISTS");
      if (!isThere || performance.now() > end) throw error;
      await delay(SYNC_INTERVAL);
    }
  }
}

/**
 * Those of the wanted topics that the cluster has; with settings, where some are wanted.
 *
 * @throws {Error} when no broker answers.
 */
export async function existingTopics(
  lab: Topology,
  brokers: Brokers,
  wanted: readonly TopicSpec[],
): Promise<Map<string, ExistingTopic>> {
  const { topics } = viewOf(lab, await brokerStates(lab));
  const settings = new Map(wanted.map(({ name, config }) => [name, Object.keys(config)]));
  const found = topics.filter(({ name }) => settings.has(name));
  const configured = found.filter(({ name }) => settings.get(name)!.length > 0);
  const configs = await topicConfigs(brokers, configured.map(({ name }) => name));
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
  const created = steps.filter(({ action }) => action === "create").map(({ topic }) => topic);
  await createTopics(brokers, created);
  const altered = steps.filter(({ action }) => action === "alter");
  for (let i = 0; i < altered.length; i += AT_ONCE) {
    await Promise.all(altered.slice(i, i + AT_ONCE).map((step) => alter(brokers, step)));
  }
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
 * @throws {Error} that names what is missing and the brokers that hang, when it takes too long.
 */
export async function awaitTopics(lab: Topology, topics: readonly TopicSpec[]): Promise<void> {
  let began = performance.now();
  let least = Infinity;
  while (true) {
    const brokers = await brokerStates(lab);
    const missing = missingFrom(viewOf(lab, brokers), topics);
    if (missing.length < least) [began, least] = [performance.now(), missing.length];
    // Before the others take one that hangs out of the ISR, its replicas look as if they were in sync.
    const hanging = hangingBrokers(lab, brokers).map((name) => `${name} does not answer`);
    if (missing.length + hanging.length === 0) return;
    const waited = performance.now() - began;
    if (waited > (hanging.length > 0 ? HANG_TIMEOUT : SYNC_TIMEOUT)) {
      const after = `${Math.round(waited / 1000)} s`;
      const reasons = firstOf([...hanging, ...missing]);
      throw new Error(`Cannot see the topics in sync after ${after}: ${reasons}`);
    }
    await delay(SYNC_INTERVAL);
  }
}

/** The first of some reasons, and how many more there are. */
function firstOf(reasons: readonly string[]): string {
  const more = reasons.length - SHOWN;
  return reasons.slice(0, SHOWN).join(", ") + (more > 0 ? `, and ${more} more` : "");
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

function viewOf(lab: Topology, brokers: BrokerState[]): ClusterView {
  const view = bestView(lab, brokers);
  if (!view) throw new Error(whyUnreachable(lab, brokers));
  return view;
}
