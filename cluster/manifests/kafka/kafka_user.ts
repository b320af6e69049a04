import { labels } from "../function/names.ts";
import type { FunctionPlan } from "../function/function_plan.ts";
import { CLUSTER } from "./kafka_cluster.ts";
import { redriveGroup } from "../../../kafka/letters/letter_topics.ts";
import { CONTROL_TOPIC, lettersWithQuarantine } from "./lab_topics.ts";
import { type Acl, type KafkaUser, ofCluster } from "./strimzi.ts";

/**
 * The user that a function is for Kafka, by its name and a certificate, with what it needs and no more.
 *
 * @param labTopics the topics that the producer writes to.
 */
export function kafkaUser(plan: FunctionPlan, labTopics: readonly string[]): KafkaUser {
  const { name } = plan;
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaUser",
    metadata: { name, labels: { ...labels(name), ...ofCluster(CLUSTER) } },
    spec: {
      authentication: { type: "tls" },
      authorization: { type: "simple", acls: BUILT_IN[name]?.(labTopics) ?? ownAcls(plan) },
    },
  };
}

/** What the built-in functions need that are not triggered. */
const BUILT_IN: Record<string, (labTopics: readonly string[]) => Acl[]> = {
  producer: (labTopics) => [...control(), ...labTopics.map((name) => topic(name, WRITE))],
  // Whoever steers Kafka by it may do what it offers.
  console: () => [
    topic("*", [
      ...["Read", "Write", "Delete", "Describe", "DescribeConfigs"] as const,
      ...["Alter", "AlterConfigs"] as const,
    ]),
    group("*", ["Read", "Describe", "Delete"]),
    {
      resource: { type: "cluster" },
      operations: ["Create", "Describe", "DescribeConfigs", "Alter", "AlterConfigs"],
    },
  ],
  burrow: () => [topic("*", ["Describe"]), topic("__consumer_offsets", ["Read", "Describe"])],
  rest: () => [
    topic("*", ["Read", "Write", "Describe", "DescribeConfigs"]),
    group("*", ["Read", "Describe"]),
  ],
};

const READ: Acl["operations"] = ["Read", "Describe"];
const WRITE: Acl["operations"] = ["Write", "Describe"];

/** What a function needs by its definition. */
function ownAcls({ name, trigger, letters, output, schedule }: FunctionPlan): Acl[] {
  const letterTopics = unique(lettersWithQuarantine(letters).map(({ topic }) => topic));
  const groups = [
    ...trigger ? [trigger.group] : [],
    ...schedule === undefined ? [] : [`${trigger?.group ?? name}-schedule`],
    ...letterTopics.map(redriveGroup),
  ];
  return [
    // Nobody starts or stops what only answers requests.
    ...trigger || schedule !== undefined ? control() : [],
    ...trigger?.topics.map(({ name }) => topic(name, READ)) ?? [],
    ...output === undefined ? [] : [topic(output, WRITE)],
    // Whether they could be created is looked at before there is a letter; they are read to be shown.
    ...letterTopics.map((name) => topic(name, ["Read", "Write", "Create", "Describe"])),
    ...unique(groups).map((name) => group(name, ["Read", "Describe"])),
  ];
}

/** What every function needs that can be started and stopped. */
function control(): Acl[] {
  return [topic(CONTROL_TOPIC, ["Read", "Write", "Describe"])];
}

function topic(name: string, operations: Acl["operations"]): Acl {
  return { resource: { type: "topic", name, patternType: "literal" }, operations };
}

function group(name: string, operations: Acl["operations"]): Acl {
  return { resource: { type: "group", name, patternType: "literal" }, operations };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
