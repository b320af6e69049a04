/**
 * Requests to the brokers of a cluster, each to the one that can answer it. kafkajs's own clients hide
 * which broker they ask, speak too few of Kafka's APIs, and fail a whole answer for one of its parts;
 * so its connections (TLS, SASL, request queues) are used, and what is sent on them is ours.
 *
 * @module
 */
import type { Logger } from "kafkajs";
import type { Buffer } from "node:buffer";
import KafkajsBroker from "kafkajs/src/broker/index.js";
import ConnectionPool from "kafkajs/src/network/connectionPool.js";
import socketFactory from "kafkajs/src/network/socketFactory.js";
import { createKafka, kafkaConfig } from "./client.ts";
import type { KafkaSettings } from "./settings.ts";
import { type Api, decodeResponse, encodeRequest } from "../protocol/wire/api.ts";
import { KafkaError } from "../errors.ts";
import { firstAnswer } from "./first_answer.ts";
import { type Metadata, metadata, metadataOf } from "../protocol/cluster/metadata.ts";

/** How long an answer may take unless told otherwise, in ms. */
const REQUEST_TIMEOUT = 5_000;

/** How long a broker may take before the next one is asked as well, or before it is left, in ms. */
const PATIENCE = 1_000;

/** What is used of kafkajs's brokers: connections, authenticated, and the versions that they speak. */
interface Connections {
  versions: Record<number, { minVersion: number; maxVersion: number }>;
  connectionPool: {
    send(request: object): Promise<unknown>;
    pool: readonly { rejectRequests(error: Error): void }[];
  };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  /** Ours: while they are being made, for all that wait. */
  connecting?: Promise<void>;
}

/** The brokers of a cluster. Connections are made when they are needed, and again after a failure. */
export class Brokers {
  readonly #settings: KafkaSettings;
  readonly #logger: Logger;
  readonly #connections = new Map<string, Connections>();
  /** `host:port` by id, as Metadata said last. */
  #addresses: ReadonlyMap<number, string> = new Map();
  #isClosed = false;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
    this.#logger = createKafka(settings).logger();
  }

  /**
   * The cluster, with all topics, these, or none.
   *
   * @throws {KafkaError} UNREACHABLE.
   */
  async metadata(topics: readonly string[] | null): Promise<Metadata> {
    const found = await this.requestAny(metadata, metadataOf(topics));
    this.#addresses = new Map(
      found.brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]),
    );
    this.#forgetOthers();
    return found;
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
   * Asks the brokers, those with a connection first, until one answers. One that hangs is waited for
   * no longer than a second before the next one is asked as well.
   *
   * @throws {KafkaError} UNREACHABLE.
   */
  async requestAny<Q, R>(api: Api<Q, R>, body: Q): Promise<R> {
    const isConnected = (address: string) => this.#connections.get(address)?.isConnected() ?? false;
    const addresses = [...new Set([...this.#addresses.values(), ...this.#settings.brokers])]
      .sort((a, b) => Number(isConnected(b)) - Number(isConnected(a)));
    try {
      return await firstAnswer(
        addresses.map((address) => () => this.#send(address, api, body)),
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

  /** Ends all connections. What is under way, and not answered within a second, fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.all(connections.map(end));
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

  async #send<Q, R>(
    address: string,
    api: Api<Q, R>,
    body: Q,
    requestTimeout = REQUEST_TIMEOUT,
  ): Promise<R> {
    if (this.#isClosed) {
      throw new KafkaError("UNREACHABLE", "Cannot ask Kafka: the client is closed");
    }
    const connections = this.#connect(address);
    try {
      await connected(connections);
      checkVersion(connections, address, api);
      const request = { ...kafkajsRequest(api, body), requestTimeout, logResponseError: false };
      return await connections.connectionPool.send(request) as R;
    } catch (error) {
      if (error instanceof KafkaError) throw error;
      // They may be half dead: the next request takes new ones.
      if (this.#connections.get(address) === connections) this.#connections.delete(address);
      connections.disconnect().catch(() => {});
      throw new KafkaError("UNREACHABLE", `Cannot reach ${address}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  #connect(address: string): Connections {
    const known = this.#connections.get(address);
    if (known) return known;
    const colon = address.lastIndexOf(":");
    const { ssl, sasl, clientId, connectionTimeout } = kafkaConfig(this.#settings);
    const connectionPool = new ConnectionPool({
      host: address.slice(0, colon).replace(/^\[(.*)\]$/, "$1"),
      port: Number(address.slice(colon + 1)),
      ssl,
      sasl,
      clientId,
      connectionTimeout,
      requestTimeout: REQUEST_TIMEOUT,
      socketFactory: socketFactory(),
      logger: this.#logger,
    });
    const connections = new KafkajsBroker({
      connectionPool,
      logger: this.#logger,
    }) as unknown as Connections;
    this.#connections.set(address, connections);
    return connections;
  }

  /** Ends connections to where no broker is any more; the addresses to start from can be others. */
  #forgetOthers(): void {
    const known = new Set([...this.#addresses.values(), ...this.#settings.brokers]);
    for (const [address, connections] of this.#connections) {
      if (known.has(address)) continue;
      this.#connections.delete(address);
      connections.disconnect().catch(() => {});
    }
  }
}

/** Ends connections: kafkajs would wait for answers, as long as a broker that hangs may take. */
async function end(connections: Connections): Promise<void> {
  const timer = setTimeout(() => {
    for (const connection of connections.connectionPool.pool) {
      connection.rejectRequests(new Error("the client is closed"));
    }
  }, PATIENCE);
  try {
    await connections.disconnect();
  } finally {
    clearTimeout(timer);
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof KafkaError && error.code === "UNREACHABLE";
}

/**
 * Makes the connections, once for all that ask at the same time: kafkajs would try for each in turn,
 * and takes itself for connected before it knows the versions.
 */
async function connected(connections: Connections): Promise<void> {
  if (connections.connecting === undefined && connections.isConnected()) return;
  connections.connecting ??= connections.connect()
    .finally(() => connections.connecting = undefined);
  await connections.connecting;
}

function checkVersion(
  { versions }: Connections,
  address: string,
  { name, key, version }: Pick<Api<unknown, unknown>, "name" | "key" | "version">,
): void {
  const range = versions[key];
  if (range && range.minVersion <= version && version <= range.maxVersion) return;
  const found = range ? `${range.minVersion} to ${range.maxVersion}` : "none";
  throw new KafkaError(
    "UNSUPPORTED_VERSION",
    `Cannot ask ${address} for ${name}: version ${version} is needed, and it speaks ${found}; Kafka 3.3 or newer is needed`,
  );
}

/** A request in the form in which kafkajs's connections take it; they write its header. */
function kafkajsRequest<Q, R>(api: Api<Q, R>, body: Q) {
  return {
    request: {
      apiKey: api.key,
      apiVersion: api.version,
      apiName: api.name,
      encode() {
        const buffer = encodeRequest(api, body);
        // What kafkajs asks of its own encoders.
        return Promise.resolve({ buf: buffer, buffer });
      },
    },
    response: {
      decode: (payload: Buffer) => Promise.resolve(decodeResponse(api, payload)),
      parse: (decoded: R) => Promise.resolve(decoded),
    },
  };
}
