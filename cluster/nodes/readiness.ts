/**
 * When the lab is ready, and why it is not. Each rule gives the reasons against it, in words that
 * name the node; no reasons, and it is ready. A rule may be asked for some of the nodes only: of the
 * others it says nothing.
 *
 * @module
 */
import { type FunctionState, functionState } from "./function_state.ts";
import type { ClusterView } from "../../kafka/admin/cluster_view.ts";
import { type BrokerState, brokerState } from "./broker_state.ts";
import type { Node, Topology } from "../topology.ts";
import {
  type MemberState,
  memberState,
  type Registrations,
  registrations,
} from "./four_letter_words.ts";

/** The names of the nodes that a rule is asked for: all, where they are left out. */
export type Asked = ReadonlySet<string> | undefined;

/** Why the ensemble is not ready; empty when it is. */
export async function ensembleNotReady(lab: Topology, asked?: Asked): Promise<string[]> {
  return ensembleReasons(lab, await memberStates(lab), asked);
}

/**
 * Why the brokers are not ready; empty when they are. They come first, as a broker that only starts
 * refuses connections, which costs nobody anything.
 */
export async function brokersNotReady(lab: Topology, asked?: Asked): Promise<string[]> {
  const reasons = brokerReasons(lab, await brokerStates(lab), asked);
  return reasons.length > 0 ? reasons : registrationReasons(lab, await registrations(lab), asked);
}

/** Why the functions are not ready; empty when they are. */
export async function functionsNotReady(lab: Topology, asked?: Asked): Promise<string[]> {
  return functionReasons(lab, await functionStates(lab), asked);
}

/** Why the schema registry is not ready; empty when it is, and where there is none. */
export async function registryNotReady(lab: Topology, asked?: Asked): Promise<string[]> {
  return servedReasons(lab.registry, await registryStates(lab), asked);
}

/** The state of every ensemble member, in the topology's order. */
export function memberStates(
  { zookeeper }: Pick<Topology, "zookeeper">,
): Promise<MemberState[]> {
  return Promise.all(zookeeper.map(({ port }) => memberState(port)));
}

/** The state of every broker, in the topology's order. */
export function brokerStates({ kafka }: Topology): Promise<BrokerState[]> {
  return Promise.all(kafka.map(brokerState));
}

/** The state of every function, in the topology's order. */
export function functionStates({ functions }: Topology): Promise<FunctionState[]> {
  return Promise.all(functions.map(functionState));
}

/** The state of the schema registry, where there is one. */
export function registryStates({ registry }: Topology): Promise<FunctionState[]> {
  return Promise.all(
    registry.map(({ managementPort: port, readyPath }) => functionState({ port, readyPath })),
  );
}

/** One leader, and everybody else follows it. */
export function ensembleReasons(
  { zookeeper }: Pick<Topology, "zookeeper">,
  members: MemberState[],
  asked?: Asked,
): string[] {
  const reasons = zookeeper.flatMap((node, i) => {
    const member = members[i];
    if (!isAsked(asked, node)) return [];
    return member.state === "looking"
      ? [`${node.name} has no quorum`]
      : absence(node, member.state, "up");
  });
  const roles = members.map((member) => member.state === "up" ? member.role : "");
  const leaders = zookeeper.filter((_, i) => roles[i] === "leader");
  const followers = roles.filter((role) => role === "follower").length;
  if (leaders.length > 1) {
    reasons.push(`the ensemble has ${leaders.length} leaders: ${names(leaders)}`);
  } else if (leaders.length === 0 && followers > 0) {
    reasons.push("the ensemble has no leader");
  } else if (reasons.length === 0 && followers !== roles.filter(Boolean).length - 1) {
    reasons.push(`the ensemble is not one: its roles are ${roles.join(", ")}`);
  }
  return reasons;
}

/** All brokers are registered, and one of them is the controller. */
export function registrationReasons(
  { kafka }: Topology,
  registered?: Registrations,
  asked?: Asked,
): string[] {
  if (!registered) return ["no ZooKeeper node tells which brokers are registered"];
  const missing = kafka.filter((node) =>
    isAsked(asked, node) && !registered.brokers.includes(node.id)
  );
  return [
    ...missing.map(({ name }) => `${name} is not registered in ZooKeeper`),
    ...(registered.controller === undefined ? ["no broker is the controller"] : []),
  ];
}

/** The names of brokers that listen and do not answer. */
export function hangingBrokers({ kafka }: Topology, brokers: BrokerState[]): string[] {
  return kafka.filter((_, i) => brokers[i].state === "unresponsive").map(({ name }) => name);
}

/** What a command says that could not reach a broker that it needs. */
export function whyUnreachable(lab: Topology, brokers: BrokerState[]): string {
  const hanging = hangingBrokers(lab, brokers).map((name) => `${name} does not answer`);
  const why = hanging.length > 0 ? hanging.join(", ") : "start the lab with `deno task up`";
  return `Cannot reach a broker: ${why}`;
}

/** All brokers answer and know of each other, and all replicas are in sync. */
export function brokerReasons(lab: Topology, brokers: BrokerState[], asked?: Asked): string[] {
  const reasons = lab.kafka.flatMap((node, i) => {
    const broker = brokers[i];
    if (!isAsked(asked, node)) return [];
    if (broker.state !== "up") return absence(node, broker.state, "up");
    const { brokers: seen, controller } = broker.metadata;
    const unseen = lab.kafka.filter(({ id }, j) =>
      brokers[j].state === "up" && !seen.some((broker) => broker.id === id)
    );
    if (unseen.length > 0) return [`${node.name} does not see ${names(unseen)}`];
    return controller === undefined ? [`${node.name} knows of no controller`] : [];
  });
  const metadata = bestView(lab, brokers);
  return metadata ? [...reasons, ...replicaReasons(lab, metadata, asked)] : reasons;
}

/** Every partition has a leader and its full ISR, as far as it has replicas on these brokers. */
function replicaReasons(
  { kafka }: Topology,
  { topics: all }: ClusterView,
  asked: Asked,
): string[] {
  const reasons: string[] = [];
  const others = kafka.filter((node) => !isAsked(asked, node)).map(({ id }) => id);
  const topics = all.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ replicas, ...partition }) => ({
      ...partition,
      replicas: replicas.filter((id) => !others.includes(id)),
    })).filter(({ replicas }) => replicas.length > 0),
  }));
  const behind = new Map<number, string[]>();
  for (const { name, partitions } of topics) {
    const offline = partitions.filter(({ leader }) => leader === undefined).length;
    if (offline > 0) reasons.push(`${name} has ${count(offline, "partition")} without a leader`);
    for (const { partition, replicas, isr } of partitions) {
      for (const id of replicas.filter((replica) => !isr.includes(replica))) {
        behind.set(id, [...behind.get(id) ?? [], `${name}-${partition}`]);
      }
    }
  }
  for (const [id, replicas] of behind) {
    const name = kafka.find((node) => node.id === id)?.name ?? `broker ${id}`;
    const what = replicas.length === 1 ? replicas[0] : count(replicas.length, "partition");
    reasons.push(`${name} is not in sync on ${what}`);
  }
  return reasons;
}

/** Every function is ready. */
export function functionReasons(
  { functions }: Topology,
  states: FunctionState[],
  asked?: Asked,
): string[] {
  return servedReasons(functions, states, asked);
}

/** What is asked over HTTP is ready. */
export function servedReasons(
  all: readonly Node[],
  states: FunctionState[],
  asked?: Asked,
): string[] {
  return all.flatMap((node, i) => {
    const state = states[i];
    if (!isAsked(asked, node)) return [];
    return state.state === "not ready"
      ? [`${node.name} is not ready: ${state.reason}`]
      : absence(node, state.state, "ready");
  });
}

/** The cluster as the controller sees it, or else any broker that answers. */
export function bestView({ kafka }: Topology, brokers: BrokerState[]): ClusterView | undefined {
  const views = brokers.map((broker) => broker.state === "up" ? broker.metadata : undefined);
  return views.find((view, i) => view?.controller === kafka[i].id) ??
    views.find((view) => view !== undefined);
}

function isAsked(asked: Asked, { name }: Node): boolean {
  return asked === undefined || asked.has(name);
}

function absence({ name }: Node, state: string, wanted: string): string[] {
  if (state === wanted) return [];
  return [state === "unresponsive" ? `${name} does not answer` : `${name} is ${state}`];
}

function names(nodes: readonly Node[]): string {
  return nodes.map(({ name }) => name).join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
