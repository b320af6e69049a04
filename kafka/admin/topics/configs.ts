import { describeConfigs, type DescribedConfig } from "../../protocol/cluster/describe_configs.ts";
import { incrementalAlterConfigs } from "../../protocol/cluster/incremental_alter_configs.ts";
import type { Brokers } from "../../client/brokers.ts";
import { check, errorName } from "../../errors.ts";

/** Of how many topics a broker is asked at once, as each costs it a look into ZooKeeper, and an answer is waited for 5 s. */
const ASKED_AT_ONCE = 100;

/** Where the value of a setting comes from (KIP-226). */
export type ConfigSource =
  | "topic"
  | "broker"
  | "cluster"
  | "static"
  | "default"
  | "logger"
  | "unknown";

/** One setting of a topic or broker. */
export interface ConfigEntry {
  name: string;
  /** `null`: not set, or sensitive. */
  value: string | null;
  source: ConfigSource;
  /** What it would be if it were reset; `null` where that is nothing or sensitive. */
  default: string | null;
  readOnly: boolean;
  sensitive: boolean;
  type:
    | "boolean"
    | "string"
    | "int"
    | "short"
    | "long"
    | "double"
    | "list"
    | "class"
    | "password"
    | "unknown";
  /** What it does, in Kafka's own words; may contain HTML. */
  doc?: string;
}

/** Settings to change; all others stay as they are (KIP-339). */
export interface ConfigChange {
  set?: Record<string, string>;
  /** The names of those that return to their default. */
  reset?: readonly string[];
}

/** Whose settings. */
export type ConfigResource = { topic: string } | { broker: number };

/** Kafka's numbers of resource types, sources, types of values and operations on them. */
const TOPIC = 2;
const BROKER = 4;
const SOURCES: readonly ConfigSource[] = [
  "unknown",
  "topic",
  "broker",
  "cluster",
  "static",
  "default",
  "logger",
];
const TYPES: readonly ConfigEntry["type"][] = [
  "unknown",
  "boolean",
  "string",
  "int",
  "short",
  "long",
  "double",
  "list",
  "class",
  "password",
];
const SET = 0;
const DELETE = 1;

/** The settings of a topic or broker, by name, with Kafka's own words about each. */
export async function describe(brokers: Brokers, resource: ConfigResource): Promise<ConfigEntry[]> {
  const { results: [{ errorCode, errorMessage, configs }] } = await ask(
    brokers,
    resource,
    describeConfigs,
    {
      resources: [{ ...named(resource), keys: null }],
      includeSynonyms: true,
      includeDocumentation: true,
    },
  );
  check(errorCode, `describe ${wordsFor(resource)}`, errorMessage);
  return configs.map(toEntry).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The settings of topics, a hundred a request. Topics that there are not are missing. */
export async function topicConfigs(
  brokers: Brokers,
  names: readonly string[],
): Promise<Map<string, ConfigEntry[]>> {
  const found = new Map<string, ConfigEntry[]>();
  for (let i = 0; i < names.length; i += ASKED_AT_ONCE) {
    const { results } = await brokers.requestAny(describeConfigs, {
      resources: names.slice(i, i + ASKED_AT_ONCE).map((topic) => (
        { ...named({ topic }), keys: null }
      )),
      includeSynonyms: true,
      includeDocumentation: false,
    });
    for (const { errorCode, name, configs } of results) {
      if (errorCode === 0) found.set(name, configs.map(toEntry));
    }
  }
  return found;
}

/**
 * Changes settings; all others stay as they are (KIP-339).
 *
 * @throws {KafkaError} INVALID_CONFIG and the like; then nothing is changed.
 */
export async function alterConfig(
  brokers: Brokers,
  resource: ConfigResource,
  { set = {}, reset = [] }: ConfigChange,
): Promise<void> {
  const configs = [
    ...Object.entries(set).map(([name, value]) => ({ name, operation: SET, value })),
    ...reset.map((name) => ({ name, operation: DELETE, value: null })),
  ];
  const body = { resources: [{ ...named(resource), configs }], validateOnly: false };
  const answer = await ask(brokers, resource, incrementalAlterConfigs, body);
  const [{ errorCode, errorMessage }] = answer.results;
  check(errorCode, `change ${wordsFor(resource)}`, errorMessage);
}

/** An entry as the console shows it. */
export function toEntry(found: DescribedConfig): ConfigEntry {
  const { name, value, source: code, readOnly, sensitive, synonyms, documentation } = found;
  const source = SOURCES[code] ?? "unknown";
  // What applies comes first, then what would if it were not there, and so on.
  const below = source === "topic" || source === "broker"
    ? synonyms.find((synonym) => synonym.source !== code)?.value ?? null
    : value;
  return {
    name,
    value,
    source,
    default: below,
    readOnly,
    sensitive,
    type: TYPES[found.type] ?? "unknown",
    ...(documentation && { doc: documentation }),
  };
}

/**
 * A broker knows its own settings only; those of topics are known to all, but for one that lags behind
 * the controller where a topic was created a moment ago.
 */
async function ask<Q, R extends { results: readonly { errorCode: number }[] }>(
  brokers: Brokers,
  resource: ConfigResource,
  ...request: Parameters<typeof brokers.requestAny<Q, R>>
): Promise<R> {
  if ("broker" in resource) return await brokers.request(resource.broker, ...request);
  const answer = await brokers.requestAny(...request);
  const isUnknown = answer.results.some(({ errorCode }) =>
    errorName(errorCode) === "UNKNOWN_TOPIC_OR_PARTITION"
  );
  return isUnknown ? await brokers.request(await brokers.controller(), ...request) : answer;
}

function named(resource: ConfigResource): { type: number; name: string } {
  return "broker" in resource
    ? { type: BROKER, name: `${resource.broker}` }
    : { type: TOPIC, name: resource.topic };
}

function wordsFor(resource: ConfigResource): string {
  return "broker" in resource ? `broker ${resource.broker}` : `topic ${resource.topic}`;
}
