/**
 * One look at everything: nodes, topics, functions and consumer groups.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Engine } from "../engines/engine.ts";
import { type UnwantedNodes, unwantedOf } from "../engines/unwanted.ts";
import type { LabEnvironment } from "../environment.ts";
import { type PortHolder, portHolders } from "../process/ports/port_holder.ts";
import {
  bestView,
  brokerReasons,
  brokerStates,
  ensembleReasons,
  functionReasons,
  functionStates,
  memberStates,
  registrationReasons,
  registryStates,
  servedReasons,
} from "../nodes/readiness.ts";
import { causes } from "./causes.ts";
import { brokenFunctions } from "./function_faults.ts";
import {
  brokenStatus,
  brokerStatus,
  type FunctionStatus,
  functionStatus,
  memberStatus,
  type NodeStatus,
  processStatus,
  registryStatus,
  type TopicStatus,
  topicStatus,
} from "./status.ts";
import { type GroupStatus, type GroupStatuses, groupStatuses } from "./group_status.ts";
import { type KafkaNode, type Node, nodes, type Topology } from "../topology.ts";
import { registrations } from "../nodes/four_letter_words.ts";

/** The lab at one moment. */
export interface Snapshot {
  engine: Engine["name"];
  ready: boolean;
  /** Why it is not ready. */
  reasons: string[];
  /** What is wrong with users' functions: the lab is ready all the same. */
  warnings: string[];
  nodes: NodeStatus[];
  topics: TopicStatus[];
  functions: FunctionStatus[];
  groups: GroupStatus[];
  /** Why groups could not be read, all or some, if so. */
  groupsError?: string;
}

/** How long reading the groups may take, ms: a coordinator that hangs must not hold up the rest. */
const GROUPS_TIMEOUT = 4_000;

/** Looks at everything at once. Quick when nothing runs, and bounded when everything hangs. */
export async function observe(
  environment: LabEnvironment,
  lab: Topology,
  engine: Engine,
): Promise<Snapshot> {
  const [processes, members, registered, brokers, registry, functions] = await Promise.all([
    engine.processes(),
    memberStates(lab),
    registrations(lab),
    brokerStates(lab),
    registryStates(lab),
    functionStates(lab),
  ]);
  const metadata = bestView(lab, brokers);
  const states = [...members, ...brokers, ...registry, ...functions].map(({ state }) => state);
  const [groups, strangers] = await Promise.all([
    metadata
      ? readGroups(lab, lab.kafka.filter((_, i) => brokers[i].state === "up"))
      : { groups: [] },
    findStrangers(nodes(lab).filter(({ name }, i) => states[i] !== "down" && !processes.has(name))),
  ]);
  const unwanted = unwantedOf(processes);
  const asked = new Set(nodes(lab).map(({ name }) => name).filter((name) => !unwanted.has(name)));
  const own = new Set(lab.functions.filter(({ own }) => own).map(({ name }) => name));
  const faults = [
    ...ensembleReasons(lab, members, asked),
    ...(registered ? registrationReasons(lab, registered, asked) : []),
    ...brokerReasons(lab, brokers, asked),
    ...servedReasons(lab.registry, registry, asked),
    ...functionReasons(lab, functions, new Set([...asked].filter((name) => !own.has(name)))),
  ];
  if (faults.length > 0 && processes.size > 0) {
    faults.unshift(...await causes({ environment, lab, engine }));
  }
  const reasons = [...unwantedReasons(unwanted), ...faults];
  const controller = registered?.controller ?? metadata?.controller;
  const describe = ({ name }: Node) => processStatus(processes.get(name), strangers.get(name));

  return {
    engine: engine.name,
    ready: reasons.length === 0,
    reasons,
    warnings: [
      ...brokenFunctions(lab).map(({ reason }) => reason),
      ...functionReasons(lab, functions, new Set([...asked].filter((name) => own.has(name)))),
    ],
    nodes: [
      ...lab.zookeeper.map((node, i) => memberStatus(node, members[i], describe(node))),
      ...lab.kafka.map((node, i) => brokerStatus(node, brokers[i], controller, describe(node))),
      ...lab.registry.map((node, i) => registryStatus(node, registry[i], describe(node))),
    ],
    topics: metadata?.topics.map(topicStatus) ?? [],
    functions: [
      ...lab.functions.map((node, i) => functionStatus(node, functions[i], describe(node))),
      ...(lab.broken ?? []).map((one) => brokenStatus(one, processStatus(processes.get(one.name)))),
    ],
    ...groups,
  };
}

/** What was stopped by hand, or left out, is no fault, and makes the lab less than it is. */
function unwantedReasons(unwanted: UnwantedNodes): string[] {
  const names = [...unwanted.keys()];
  return [...new Set(unwanted.values())].map((why) => {
    const those = names.filter((name) => unwanted.get(name) === why);
    const are = those.length === 1 ? "is" : "are";
    return `${those.join(", ")} ${are} ${why}: \`deno task start ${those.join(" ")}\``;
  });
}

async function readGroups(
  lab: Topology,
  answering: readonly KafkaNode[],
): Promise<GroupStatuses> {
  try {
    return await deadline(groupStatuses(lab, answering), GROUPS_TIMEOUT);
  } catch (error) {
    const { name, message } = error as Error;
    const late = `no answer within ${GROUPS_TIMEOUT} ms`;
    return { groups: [], groupsError: name === "TimeoutError" ? late : message };
  }
}

/** The processes behind nodes that serve although this engine did not start them, by node. */
async function findStrangers(nodes: readonly Node[]): Promise<Map<string, PortHolder>> {
  if (nodes.length === 0) return new Map();
  const holders = await portHolders(nodes.map(({ port }) => port));
  return new Map(nodes.flatMap(({ name, port }) => {
    const holder = holders.get(port);
    return holder ? [[name, holder]] : [];
  }));
}
