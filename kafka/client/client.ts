/**
 * Makes a client of kafkajs, of which the connections are used, and mends where kafkajs 2.2.4 wastes time.
 *
 * @module
 */
import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from "kafkajs";
import { oauthBearer } from "./oauth/oauth_bearer.ts";
import type { KafkaSettings, SaslSettings } from "./settings.ts";
import "./timers.ts";

/** The settings as kafkajs takes them. */
export function kafkaConfig({ brokers, clientId, tls, sasl }: KafkaSettings) {
  return {
    brokers: [...brokers],
    clientId,
    ssl: tls && Object.fromEntries(Object.entries(tls).filter(([, pem]) => pem)),
    sasl: sasl && saslConfig(sasl),
    connectionTimeout: 3_000,
  } satisfies KafkaConfig;
}

function saslConfig(sasl: SaslSettings): KafkaConfig["sasl"] {
  // kafkajs notes in what it is given; each client gets its own.
  return sasl.mechanism === "oauthbearer" ? oauthBearer(sasl.tokens) : { ...sasl } as SASLOptions;
}

/**
 * A kafkajs client. It does not log: kafkajs reports what it goes on to retry as errors, and what it
 * gives up reaches the caller as an exception anyhow. `KAFKAJS_LOG_LEVEL` makes it speak.
 */
export function createKafka(settings: KafkaSettings): Kafka {
  return new Kafka({
    ...kafkaConfig(settings),
    logLevel: logLevel.NOTHING,
    requestTimeout: 5_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
  });
}
