/**
 * What the map shows: who writes to topics, who reads them, and what that leads to. All of it comes
 * from what Kafka tells of any client; of the lab's functions their definitions are known as well.
 *
 * @module
 */
import type { LagPace } from "../../../../../kafka/admin/groups/lag_pace.ts";
import type { LeaderMove } from "../../../live/memory/leader_moves.ts";

/** How well something is. */
export type MapLevel = "ok" | "warn" | "bad";

interface NodeBase {
  id: string;
  name: string;
  /** Its page; none for what has none. */
  href?: string;
}

/** Who writes, and does so not because of what it reads. */
export interface ProducerNode extends NodeBase {
  kind: "producer";
  note: string;
}

/** A topic. */
export interface TopicNode extends NodeBase {
  kind: "topic";
  /** Records/s that are written to it. */
  rate?: number;
  /** Of each partition. */
  leaders: readonly (number | undefined)[];
  underReplicated: number;
  offline: number;
  /** How many letters wait in it, if it is a topic of dead letters. */
  letters?: number;
}

/** A group, and the function that reads by it, if it is one of the lab. */
export interface ReaderNode extends NodeBase {
  kind: "reader";
  isFunction: boolean;
  state: string;
  members: number;
  lag: number;
  pace?: LagPace;
  level: MapLevel;
  /** Its lag in the last minutes, oldest first. */
  history: readonly (number | null)[];
}

/** What there is no room for. */
export interface FoldNode extends NodeBase {
  kind: "fold";
  note: string;
}

/** Something on the map. */
export type MapNode = ProducerNode | TopicNode | ReaderNode | FoldNode;

/** Records on their way. */
export interface MapEdge {
  from: string;
  to: string;
  kind: "flow" | "letters";
  /** Records/s. */
  rate?: number;
}

/** A broker, and what it leads. */
export interface BrokerNode {
  id: number;
  name: string;
  /** In the order of brokers, from 1 on: its color. */
  index: number;
  isController: boolean;
  /** Since when it is gone, in ms since the Unix epoch. */
  goneSince?: number;
  isUp: boolean;
  /** How many partitions it leads, of all topics. */
  leads: number;
  /** Those of the topics that are on the map. */
  shown: { topic: string; partition: number; hasMoved: boolean }[];
}

/** Partitions that got another leader, by the brokers. */
export interface BrokerMoves {
  from: number;
  to: number;
  partitions: number;
  /** The last of them, in ms since the Unix epoch. */
  at: number;
}

/** All that is on the map. */
export interface MapGraph {
  nodes: MapNode[];
  edges: MapEdge[];
  brokers: BrokerNode[];
  moves: BrokerMoves[];
  /** How many topics there are, and how many of them are on the map. */
  topics: { shown: number; matching: number };
}

/** Moves of leaders, broker by broker; those that lead from a broker to itself are none. */
export function brokerMoves(moves: readonly LeaderMove[]): BrokerMoves[] {
  const byBrokers = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`);
  return [...byBrokers.values()].map((some) => ({
    from: some[0].from,
    to: some[0].to,
    partitions: new Set(some.map(({ topic, partition }) => `${topic}/${partition}`)).size,
    at: Math.max(...some.map(({ at }) => at)),
  }));
}
