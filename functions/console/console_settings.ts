/**
 * The console's settings.
 *
 * @module
 */
import { parseAddress } from "../runtime/config/address.ts";
import { schemaVariables } from "../runtime/config/schema_variables.ts";
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import { httpUrl, text, topicName, wholeNumber } from "../runtime/config/parsers.ts";

/** A node's name, and where it is. */
export interface NamedAddress {
  name: string;
  /** host:port, and the path before the one that is asked, if any. */
  address: string;
}

/** Nodes and their addresses: name=host:port[/path],… */
export function namedAddresses(value: string): NamedAddress[] {
  return value.split(",").map((entry) => entry.trim()).filter(Boolean).map((entry) => {
    const [, name, address] = /^([\w.-]+)=(.+)$/.exec(entry) ?? [];
    if (name === undefined || parseAddress(address) === undefined) {
      throw new Error(`must be name=host:port[/path],… got ${JSON.stringify(entry)}`);
    }
    return { name, address };
  });
}

/** The names of brokers by their id: id=name,… */
export function brokerNames(value: string): Map<number, string> {
  return new Map(
    value.split(",").map((entry) => entry.trim()).filter(Boolean).map((entry) => {
      const [, id, name] = /^(\d{1,9})=([\w.-]+)$/.exec(entry) ?? [];
      if (name === undefined) throw new Error(`must be id=name,… got ${JSON.stringify(entry)}`);
      return [Number(id), name];
    }),
  );
}

/** The variables that the console reads. */
export const variables = {
  ...sharedVariables,
  ...schemaVariables,
  port: portVariable(5002),
  historyTopic: {
    name: "HISTORY_TOPIC",
    doc:
      "The topic that keeps the past of charts, so that it outlives the console; none: it does not.",
    default: "instigator-console-history",
    parse: (value: string) => value === "none" ? undefined : topicName(value),
  },
  managerPort: {
    name: "MANAGER_PORT",
    doc: "A second port, where the console stands behind a password.",
    optional: true,
    parse: wholeNumber(1, 65535),
  },
  managerUsername: {
    name: "MANAGER_USERNAME",
    doc: "Who may enter there.",
    default: "admin",
    parse: text,
  },
  managerPassword: {
    name: "MANAGER_PASSWORD",
    doc: "That user's password.",
    default: "admin",
    parse: text,
  },
  producerUrl: {
    name: "PRODUCER_URL",
    doc: "The producer, to be shown and steered.",
    optional: true,
    parse: httpUrl,
  },
  consumerUrl: {
    name: "CONSUMER_URL",
    doc: "The consumer, to be shown and steered.",
    optional: true,
    parse: httpUrl,
  },
  restUrl: {
    name: "REST_URL",
    doc: "Rest, to be shown.",
    optional: true,
    parse: httpUrl,
  },
  functionAddresses: {
    name: "FUNCTION_ADDRESSES",
    doc: "Users' functions, to be shown and steered: name=host:port,…",
    default: "",
    parse: namedAddresses,
  },
  burrowUrl: {
    name: "BURROW_URL",
    doc: "Burrow, for its verdicts on consumer groups.",
    optional: true,
    parse: httpUrl,
  },
  chaosUrl: {
    name: "CHAOS_URL",
    doc: "Who starts scenarios of deno task chaos, where that may be.",
    optional: true,
    parse: httpUrl,
  },
  zookeeperAdmin: {
    name: "ZOOKEEPER_ADMIN",
    doc: "The ensemble's AdminServers: name=host:port,…",
    optional: true,
    parse: namedAddresses,
  },
  brokerNames: {
    name: "BROKER_NAMES",
    doc: "What the brokers are called, by their id: id=name,… Others are shown by their id.",
    default: "",
    parse: brokerNames,
  },
  nodeMetrics: {
    name: "NODE_METRICS",
    doc: "Whose /metrics tell a node's memory and start: name=host:port[/path],…",
    optional: true,
    parse: namedAddresses,
  },
} as const satisfies Variables;
