/**
 * Asks one broker for its view of the cluster, over Kafka's own protocol.
 *
 * kafkajs cannot stand in here: it throws away a whole answer when one partition has no leader,
 * which is when the answer matters most; and readiness is asked ten times a second while the
 * cluster starts, of each broker by itself.
 *
 * @see https://kafka.apache.org/protocol.html#The_Messages_Metadata
 * @module
 */
import { listening } from "../process/port_holder.ts";
import type { KafkaNode } from "../topology.ts";

/** One partition, as a broker sees it. */
export interface PartitionMetadata {
  partition: number;
  /** Broker id; `undefined` while the partition is offline. */
  leader?: number;
  replicas: number[];
  isr: number[];
}

/** One topic, as a broker sees it. */
export interface TopicMetadata {
  name: string;
  /** Whether it is Kafka's own, such as `__consumer_offsets`. */
  internal: boolean;
  partitions: PartitionMetadata[];
}

/** The cluster, as a broker sees it. */
export interface ClusterMetadata {
  clusterId?: string;
  /** Broker id. */
  controller?: number;
  /** Ids of the brokers that are alive, ascending. */
  brokers: number[];
  /** Ascending by name. */
  topics: TopicMetadata[];
}

/** How a broker is. */
export type BrokerState =
  | { state: "up"; metadata: ClusterMetadata }
  /** Nothing listens. */
  | { state: "down" }
  /** Listens and does not answer in time. */
  | { state: "unresponsive" };

/** Longest wait for an answer, ms. */
const TIMEOUT = 1500;
/** Beyond this, what was read as a length is some other protocol's text, bytes. */
const LARGEST_RESPONSE = 64 * 1024 * 1024;

/** The state of the broker at this address, and the cluster as it sees it. */
export async function brokerState(
  { host, port }: Pick<KafkaNode, "host" | "port">,
): Promise<BrokerState> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    using connection = await Deno.connect({ hostname: host, port, signal });
    return { state: "up", metadata: decodeMetadata(await exchange(connection, signal)) };
  } catch {
    return { state: await listening(port) ? "unresponsive" : "down" };
  }
}

/** Sends the request and returns the body of the response. */
async function exchange(connection: Deno.TcpConn, signal: AbortSignal): Promise<Uint8Array> {
  const onAbort = () => connection.close();
  signal.addEventListener("abort", onAbort);
  try {
    await connection.write(METADATA_REQUEST);
    const size = new DataView((await readExactly(connection, 4)).buffer).getInt32(0);
    if (size > LARGEST_RESPONSE) throw new Error("This is no Kafka broker");
    const response = await readExactly(connection, size);
    return response.subarray(4); // after the correlation id
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function readExactly(connection: Deno.TcpConn, size: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const count = await connection.read(buffer.subarray(at));
    if (count === null) throw new Error("The broker closed the connection");
    at += count;
  }
  return buffer;
}

/** Metadata version 5, of all topics, creating none. */
const METADATA_REQUEST = new Uint8Array([
  ...[0, 0, 0, 15], // size
  ...[0, 3, 0, 5], // API key, version
  ...[0, 0, 0, 0], // correlation id
  ...[255, 255], // no client id
  ...[255, 255, 255, 255], // null: all topics
  0, // allow_auto_topic_creation: no
]);

/** Reads the body of a Metadata response, version 5. */
export function decodeMetadata(body: Uint8Array): ClusterMetadata {
  const read = new Reader(body);
  read.int32(); // throttle time
  const brokers = read.array(() => {
    const id = read.int32();
    read.string(); // host
    read.int32(); // port
    read.string(); // rack
    return id;
  });
  const clusterId = read.string();
  const controller = orNone(read.int32());
  const topics = read.array(() => {
    read.int16(); // error code
    const name = read.string() ?? "";
    const internal = read.int8() !== 0;
    return { name, internal, partitions: read.array(() => partition(read)) };
  });
  for (const topic of topics) topic.partitions.sort((a, b) => a.partition - b.partition);
  return {
    clusterId,
    controller,
    brokers: brokers.sort((a, b) => a - b),
    topics: topics.sort((a, b) => a.name < b.name ? -1 : 1),
  };
}

function partition(read: Reader): PartitionMetadata {
  read.int16(); // error code: it says no more than a missing leader or a short ISR does
  const partition = read.int32();
  const leader = orNone(read.int32());
  const replicas = read.array(() => read.int32());
  const isr = read.array(() => read.int32());
  read.array(() => read.int32()); // offline replicas
  return { partition, leader, replicas, isr };
}

function orNone(id: number): number | undefined {
  return id < 0 ? undefined : id;
}

/** Reads the protocol's primitive types, one after the other. */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(body: Uint8Array) {
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  }

  int8(): number {
    return this.#view.getInt8((this.#at += 1) - 1);
  }

  int16(): number {
    return this.#view.getInt16((this.#at += 2) - 2);
  }

  int32(): number {
    return this.#view.getInt32((this.#at += 4) - 4);
  }

  /** NULLABLE_STRING. */
  string(): string | undefined {
    const length = this.int16();
    if (length < 0) return undefined;
    const start = this.#view.byteOffset + this.#at;
    this.#at += length;
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, start, length));
  }

  array<T>(element: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, element);
  }
}
