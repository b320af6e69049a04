/**
 * What the commands show of each part of the lab.
 *
 * @module
 */
import type { ProcessFacts } from "../engines/process_facts.ts";
import type { FunctionState } from "../nodes/function_state.ts";
import type { TopicView } from "../../kafka/admin/cluster_view.ts";
import { INTERNAL_PREFIX } from "../lab_kafka.ts";
import type { BrokerState } from "../nodes/broker_state.ts";
import type { BrokenFunction } from "../own/own_function.ts";
import type { PortHolder } from "../process/ports/port_holder.ts";
import {
  type FunctionNode,
  functionUrl,
  HOST,
  type KafkaNode,
  type RegistryNode,
  type ZooKeeperNode,
} from "../topology.ts";
import type { MemberState } from "../nodes/four_letter_words.ts";

/** What is known of a process, whatever it runs. */
export interface ProcessStatus {
  pid?: number;
  container?: string;
  uptimeSeconds?: number;
  /** Resident memory, bytes. */
  memoryBytes?: number;
  /** How often it died and was started again. */
  restarts?: number;
  /** Why it is in its state, where that is not plain. */
  note?: string;
}

/** An ensemble member, a broker, or the schema registry. */
export interface NodeStatus extends ProcessStatus {
  name: string;
  kind: "zookeeper" | "kafka" | "registry";
  /** `leader` or `follower`, `controller` or `broker`; absent while the node does not serve. */
  role?: string;
  host: string;
  port: number;
  /**
   * `up`, `starting`, `looking` (a member without quorum), `unresponsive`, `stopped` (as somebody wished)
   * or `down`.
   */
  state: string;
}

/** A function. */
export interface FunctionStatus extends ProcessStatus {
  name: string;
  url: string;
  /**
   * `ready`, `not ready`, `starting`, `unresponsive`, `stopped` (as somebody wished), `down`, or `broken`:
   * its code cannot be run.
   */
  state: string;
}

/** A topic. */
export interface TopicStatus {
  name: string;
  partitions: number;
  replicationFactor: number;
  /** Partitions with replicas out of sync. */
  underReplicated: number;
  /** Partitions without a leader. */
  offline: number;
  /** Whether it is Kafka's own, such as `__consumer_offsets`, or the lab's. */
  internal: boolean;
}

/** As {@linkcode ProcessStatus}; the others go into the node's state. */
type Process = ProcessStatus & { running: boolean; stopped?: boolean };

/** What is known of a node's process: by the engine that started it, or by the port it holds. */
export function processStatus(facts?: ProcessFacts, stranger?: PortHolder): Process {
  if (!facts) return { running: false, pid: stranger?.pid };
  const { state, pid, container, startedAt, memoryBytes, restarts, note, unwanted } = facts;
  const uptimeSeconds = startedAt && Math.round((Date.now() - startedAt.getTime()) / 1000);
  return {
    running: state === "running",
    stopped: unwanted !== undefined,
    pid,
    container,
    uptimeSeconds,
    memoryBytes,
    restarts,
    note,
  };
}

/** A process that runs and does not listen yet is starting; one that is not to run is stopped. */
function phase(state: string, { running, stopped }: Process): string {
  if (state !== "down") return state;
  return running ? "starting" : stopped ? "stopped" : state;
}

function processOf({ running: _, stopped: __, ...process }: Process): ProcessStatus {
  return process;
}

/** An ensemble member, by what it and its process tell. */
export function memberStatus(
  { name, kind, port }: ZooKeeperNode,
  member: MemberState,
  known: Process,
): NodeStatus {
  return {
    name,
    kind,
    role: member.state === "up" ? member.role : undefined,
    host: HOST,
    port,
    state: phase(member.state, known),
    ...processOf(known),
  };
}

/** A broker, by what it answers and its process tells. */
export function brokerStatus(
  { name, kind, id, port }: KafkaNode,
  broker: BrokerState,
  controller: number | undefined,
  known: Process,
): NodeStatus {
  const role = id === controller ? "controller" : "broker";
  return {
    name,
    kind,
    role: broker.state === "up" ? role : undefined,
    host: HOST,
    port,
    state: phase(broker.state, known),
    ...processOf(known),
  };
}

/** The schema registry, by what it answers and its process tells. */
export function registryStatus(
  { name, kind, port }: RegistryNode,
  { state }: FunctionState,
  known: Process,
): NodeStatus {
  const own = state === "ready" ? "up" : state;
  return { name, kind, host: HOST, port, state: phase(own, known), ...processOf(known) };
}

/** A function, by what it answers and its process tells. */
export function functionStatus(
  node: FunctionNode,
  { state }: FunctionState,
  known: Process,
): FunctionStatus {
  return {
    name: node.name,
    url: functionUrl(node),
    state: phase(state, known),
    ...processOf(known),
  };
}

/** A function that cannot be started; it may run as it was before. */
export function brokenStatus(
  { name, reason }: BrokenFunction,
  { running: _, stopped: __, ...process }: Process,
): FunctionStatus {
  return { name, url: "", state: "broken", ...process, note: reason };
}

/** A topic, by a broker's metadata. */
export function topicStatus({ name, internal, partitions }: TopicView): TopicStatus {
  return {
    name,
    partitions: partitions.length,
    replicationFactor: Math.max(0, ...partitions.map(({ replicas }) => replicas.length)),
    underReplicated: partitions.filter(({ replicas, isr }) => isr.length < replicas.length).length,
    offline: partitions.filter(({ leader }) => leader === undefined).length,
    internal: internal || name.startsWith(INTERNAL_PREFIX),
  };
}
