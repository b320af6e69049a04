/**
 * The connections to one broker. They are kafkajs's (TLS, SASL, request queues); what is sent on them
 * is ours.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Buffer } from "node:buffer";
import KafkajsBroker from "kafkajs/src/broker/index.js";
import ConnectionPool from "kafkajs/src/network/connectionPool.js";
import socketFactory from "kafkajs/src/network/socketFactory.js";
import { KafkaError } from "../errors.ts";
import { type Api, decodeResponse, encodeRequest } from "../protocol/wire/api.ts";
import { createKafka, kafkaConfig } from "./client.ts";
import type { KafkaSettings } from "./settings.ts";

/** How long an answer may take unless told otherwise, in ms. */
const REQUEST_TIMEOUT = 5_000;

/** How long what is under way may take when the connections are to end, in ms. */
const GRACE = 1_000;

/**
 * How long before the end of a session that has one, in ms, a connection authenticates anew with what it
 * sends next. kafkajs would do it 10 s before, which a token of less than a minute is not yet renewed for.
 */
const REAUTHENTICATION = 3_000;

/**
 * What a broker may answer late, as it waits for records or for replicas. It takes one request of a
 * connection after the other, so these have one of their two connections to themselves.
 */
const WAITING_APIS: ReadonlySet<string> = new Set(["Fetch", "Produce"]);

/** What is used of one of kafkajs's connections. */
interface PooledConnection {
  connect(): Promise<unknown>;
  rejectRequests(error: Error): void;
  isConnected(): boolean;
  /** Until when the broker reads nothing more (KIP-219), in ms since the Unix epoch. */
  requestQueue: { throttledUntil: number };
}

/** What is used of kafkajs's brokers: connections, authenticated, and the versions that they speak. */
interface KafkajsConnections {
  versions: Record<number, { minVersion: number; maxVersion: number }>;
  connectionPool: {
    getConnection(index: number): Promise<{ send(request: object): Promise<unknown> }>;
    pool: readonly PooledConnection[];
  };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
}

/** The connections to one broker; they are made with the first request. */
export class BrokerConnections {
  readonly #address: string;
  readonly #connections: KafkajsConnections;
  readonly #requestTimeout: number;
  /** While they are being made, for all that wait. */
  #connecting: Promise<void> | undefined;
  #released: Promise<void> | undefined;

  /** @param address `host:port`, the host of an IPv6 address in brackets. */
  constructor(address: string, settings: KafkaSettings) {
    const colon = address.lastIndexOf(":");
    const { ssl, sasl, clientId, connectionTimeout } = kafkaConfig(settings);
    const logger = createKafka(settings).logger();
    this.#requestTimeout = settings.requestTimeoutMs ?? REQUEST_TIMEOUT;
    const connectionPool = new ConnectionPool({
      host: address.slice(0, colon).replace(/^\[(.*)\]$/, "$1"),
      port: Number(address.slice(colon + 1)),
      ssl,
      sasl,
      clientId,
      connectionTimeout,
      reauthenticationThreshold: REAUTHENTICATION,
      requestTimeout: this.#requestTimeout,
      socketFactory: socketFactory(),
      logger,
    });
    this.#address = address;
    this.#connections = new KafkajsBroker({
      connectionPool,
      logger,
    }) as unknown as KafkajsConnections;
    for (const one of this.#connections.connectionPool.pool) this.#connectOnce(one);
  }

  /** Whether there is one. */
  get isConnected(): boolean {
    return this.#connections.isConnected();
  }

  /** Whether the broker holds them back by a quota: it has answered, and will again. */
  get isHeldBack(): boolean {
    return this.#connections.connectionPool.pool.some((one) =>
      one.isConnected() && one.requestQueue.throttledUntil > Date.now()
    );
  }

  /**
   * Sends a request, and returns the answer.
   *
   * @param timeoutMs how long that may take, the making of the connection included; without it each of
   * the two has a time of its own.
   * @throws {KafkaError} UNSUPPORTED_VERSION; anything else when the broker does not answer.
   */
  async send<Q, R>(api: Api<Q, R>, body: Q, timeoutMs?: number): Promise<R> {
    const requestTimeout = await this.#connectWithin(timeoutMs);
    this.#checkVersion(api);
    const request = { ...kafkajsRequest(api, body), requestTimeout, logResponseError: false };
    const connection = await this.#connections.connectionPool.getConnection(
      WAITING_APIS.has(api.name) ? 1 : 0,
    );
    return await connection.send(request) as R;
  }

  /** Whether the broker speaks this version of an API. @throws when it does not answer. */
  async speaks(api: Pick<Api<unknown, unknown>, "key" | "version">): Promise<boolean> {
    await this.#connect();
    return this.#speaks(api);
  }

  /** Ends them as soon as what is under way is answered or has taken too long. */
  release(): Promise<void> {
    // Each request that fails asks for it, while kafkajs waits for the others.
    this.#released ??= this.#connections.disconnect();
    return this.#released;
  }

  /** Ends them. What is under way, and not answered within a second, fails. */
  async close(): Promise<void> {
    const timer = setTimeout(() => {
      for (const connection of this.#connections.connectionPool.pool) {
        connection.rejectRequests(new Error("the client is closed"));
      }
    }, GRACE);
    try {
      await this.release();
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Makes the connections, once for all that ask at the same time: kafkajs would try for each in turn,
   * and takes itself for connected before it knows the versions.
   */
  async #connect(): Promise<void> {
    if (this.#connecting === undefined && this.isConnected) return;
    this.#connecting ??= this.#connections.connect()
      .finally(() => this.#connecting = undefined);
    await this.#connecting;
  }

  /**
   * Has a connection be made once for all that ask for it at the same time. kafkajs would open a socket for
   * each, know the last one alone, and never end the others: a process would not exit by itself, and when
   * Kafka ends an idle one after ten minutes, the one in use would go with it. Nor is one made that
   * nobody would end, as all have been released.
   */
  #connectOnce(connection: PooledConnection): void {
    const connect = connection.connect.bind(connection);
    let connecting: Promise<unknown> | undefined;
    connection.connect = () => {
      if (this.#released !== undefined) {
        return Promise.reject(new Error("the connection was given up"));
      }
      return connecting ??= connect().finally(() => connecting = undefined);
    };
  }

  /** @returns what is left of the time for the request, in ms. */
  async #connectWithin(timeoutMs: number | undefined): Promise<number> {
    if (timeoutMs === undefined) {
      await this.#connect();
      return this.#requestTimeout;
    }
    const end = performance.now() + timeoutMs;
    try {
      await deadline(this.#connect(), timeoutMs);
    } catch (error) {
      if ((error as Error).name !== "TimeoutError") throw error;
      throw new Error(`no answer within ${timeoutMs} ms`, { cause: error });
    }
    return Math.max(1, end - performance.now());
  }

  #speaks({ key, version }: Pick<Api<unknown, unknown>, "key" | "version">): boolean {
    const range = this.#connections.versions[key];
    return range !== undefined && range.minVersion <= version && version <= range.maxVersion;
  }

  #checkVersion(api: Pick<Api<unknown, unknown>, "name" | "key" | "version">) {
    if (this.#speaks(api)) return;
    const { name, key, version } = api;
    const range = this.#connections.versions[key];
    const found = range ? `${range.minVersion} to ${range.maxVersion}` : "none";
    throw new KafkaError(
      "UNSUPPORTED_VERSION",
      `Cannot ask ${this.#address} for ${name}: version ${version} is needed, and it speaks ${found}; Kafka 3.3 or newer is needed`,
    );
  }
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
      decode(payload: Buffer) {
        const answer = decodeResponse(api, payload);
        // By its name kafkajs holds back the next request for as long as the broker will not read it
        // (KIP-219), and begins to wait for its answer then.
        const { throttleTimeMs = 0 } = answer as { throttleTimeMs?: number };
        return Promise.resolve({ answer, clientSideThrottleTime: throttleTimeMs });
      },
      parse: ({ answer }: { answer: R }) => Promise.resolve(answer),
    },
  };
}
