/**
 * Requests to the brokers of a cluster, each to the one that can answer it. kafkajs's own clients hide
 * which broker they ask, speak too few of Kafka's APIs, and fail a whole answer for one of its parts;
 * so its connections (TLS, SASL, request queues) are used, and what is sent on them is ours.
 *
 * @module
 */
import { BrokerConnections } from "./broker_connections.ts";
import type { KafkaSettings } from "./settings.ts";
import type { Api } from "../protocol/wire/api.ts";
import { hasCode, KafkaError } from "../errors.ts";
import { firstAnswer } from "./first_answer.ts";
import {
  type Metadata,
  metadata,
  metadataOf,
  type TopicMetadata,
} from "../protocol/cluster/metadata.ts";

/** How long a broker may take before the next one is asked as well, in ms. */
const PATIENCE = 1_000;

const UNKNOWN_TOPIC = 3;

/** The brokers of a cluster. Connections are made when they are needed, and again after a failure. */
export class Brokers {
  readonly #settings: KafkaSettings;
  readonly #connections = new Map<string, BrokerConnections>();
  /** `host:port` by id, as Metadata said last. */
  #addresses: ReadonlyMap<number, string> = new Map();
  #isClosed = false;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  /**
   * The cluster, with all topics, these, or none. A topic is missing when the controller does not know
   * it either: a broker that lags behind does not know yet what was created a moment ago.
   *
   * @throws {KafkaError} UNREACHABLE.
   */
  async metadata(topics: readonly string[] | null): Promise<Metadata> {
    const found = await this.#askAny(metadata, metadataOf(topics), checkStarted);
    this.#addresses = new Map(
      found.brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]),
    );
    this.#forgetOthers();
    const unknown = found.topics.filter(isUnknown).map(({ name }) => name);
    if (unknown.length === 0) return found;
    const known = await this.#knownTo(found.controller, unknown);
    return { ...found, topics: found.topics.map((topic) => known.get(topic.name) ?? topic) };
  }

  /** Those of the topics that a broker knows; none when it does not answer. */
  async #knownTo(
    broker: number,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, TopicMetadata>> {
    if (!this.#addresses.has(broker)) return new Map();
    try {
      const { topics } = await this.request(broker, metadata, metadataOf(names), PATIENCE);
      const known = topics.filter((topic) => !isUnknown(topic));
      return new Map(known.map((topic) => [topic.name, topic]));
    } catch (error) {
      if (isUnreachable(error)) return new Map();
      throw error;
    }
  }

  /**
   * Asks one broker.
   *
   * @throws {KafkaError} BROKER_NOT_AVAILABLE for one that is not up, UNREACHABLE when it does not answer.
   */
  async request<Q, R>(broker: number, api: Api<Q, R>, body: Q, timeoutMs?: number): Promise<R> {
    const address = await this.#addressOf(broker);
    return this.#send(address, api, body, timeoutMs);
  }

  /**
   * Whether a broker speaks this version of an API.
   *
   * @throws {KafkaError} BROKER_NOT_AVAILABLE, UNREACHABLE, as {@linkcode request}.
   */
  async speaks(
    broker: number,
    api: Pick<Api<unknown, unknown>, "key" | "version">,
  ): Promise<boolean> {
    const address = await this.#addressOf(broker);
    return this.#with(address, (connections) => connections.speaks(api));
  }

  /**
   * Asks the brokers, those with a connection first, until one answers. One that hangs is waited for
   * no longer than a second before the next one is asked as well.
   *
   * @throws {KafkaError} UNREACHABLE.
   */
  requestAny<Q, R>(api: Api<Q, R>, body: Q): Promise<R> {
    return this.#askAny(api, body);
  }

  /** @param examine throws UNREACHABLE for an answer that is none, so that the next broker is asked. */
  async #askAny<Q, R>(
    api: Api<Q, R>,
    body: Q,
    examine: (answer: R, address: string) => void = () => {},
  ): Promise<R> {
    const isConnected = (address: string) => this.#connections.get(address)?.isConnected ?? false;
    const addresses = [...new Set([...this.#addresses.values(), ...this.#settings.brokers])]
      .sort((a, b) => Number(isConnected(b)) - Number(isConnected(a)));
    try {
      return await firstAnswer(
        addresses.map((address) => async () => {
          const answer = await this.#send(address, api, body);
          examine(answer, address);
          return answer;
        }),
        { patienceMs: PATIENCE, isFinal: (error) => !isUnreachable(error) },
      );
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      const failures = error.errors.map(({ message }: Error) => message);
      throw new KafkaError("UNREACHABLE", `Cannot reach Kafka: ${failures.join("; ")}`);
    }
  }

  /**
   * The broker that takes changes of topics and replicas: in ZooKeeper mode it is the only one that does.
   *
   * @throws {KafkaError} CONTROLLER_NOT_AVAILABLE while there is none.
   */
  async controller(): Promise<number> {
    const { controller } = await this.metadata([]);
    if (controller < 0) {
      throw new KafkaError("CONTROLLER_NOT_AVAILABLE", "Cannot find a controller: none is elected");
    }
    return controller;
  }

  /** Whether a broker holds this client back by a quota, so that answers come late. */
  get isHeldBack(): boolean {
    return [...this.#connections.values()].some(({ isHeldBack }) => isHeldBack);
  }

  /** Ends all connections. What is under way, and not answered within a second, fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.all(connections.map((one) => one.close()));
  }

  async #addressOf(broker: number): Promise<string> {
    if (!this.#addresses.has(broker)) await this.metadata([]);
    const address = this.#addresses.get(broker);
    if (address === undefined) {
      throw new KafkaError(
        "BROKER_NOT_AVAILABLE",
        `Cannot find broker ${broker}: it is down, or there is none`,
      );
    }
    return address;
  }

  #send<Q, R>(address: string, api: Api<Q, R>, body: Q, timeoutMs?: number): Promise<R> {
    return this.#with(address, (connections) => connections.send(api, body, timeoutMs));
  }

  async #with<T>(address: string, use: (of: BrokerConnections) => Promise<T>): Promise<T> {
    if (this.#isClosed) {
      throw new KafkaError("UNREACHABLE", "Cannot ask Kafka: the client is closed");
    }
    const connections = this.#connectionsTo(address);
    try {
      return await use(connections);
    } catch (error) {
      if (error instanceof KafkaError) throw error;
      // They may be half dead: the next request takes new ones.
      if (this.#connections.get(address) === connections) this.#connections.delete(address);
      connections.release().catch(() => {});
      throw new KafkaError("UNREACHABLE", `Cannot reach ${address}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  #connectionsTo(address: string): BrokerConnections {
    const known = this.#connections.get(address);
    if (known) return known;
    const connections = new BrokerConnections(address, this.#settings);
    this.#connections.set(address, connections);
    return connections;
  }

  /** Ends connections to where no broker is any more; the addresses to start from can be others. */
  #forgetOthers(): void {
    const known = new Set([...this.#addresses.values(), ...this.#settings.brokers]);
    for (const [address, connections] of this.#connections) {
      if (known.has(address)) continue;
      this.#connections.delete(address);
      connections.release().catch(() => {});
    }
  }
}

/** A broker takes requests before the controller has told it anything: not even itself does it know. */
function checkStarted({ brokers }: Metadata, address: string): void {
  if (brokers.length > 0) return;
  throw new KafkaError("UNREACHABLE", `Cannot ask ${address}: it is only starting`);
}

function isUnknown({ errorCode }: TopicMetadata): boolean {
  return errorCode === UNKNOWN_TOPIC;
}

function isUnreachable(error: unknown): boolean {
  return hasCode(error, "UNREACHABLE");
}
