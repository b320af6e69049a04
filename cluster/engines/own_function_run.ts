/**
 * What a user's own function may do and knows, on whatever engine it runs: it reaches the lab's brokers,
 * listens on its port, reads its code, and has besides what its definition asks for.
 *
 * @module
 */
import { resolve } from "node:path";
import type { OwnFunction } from "../own/own_function.ts";
import { accessVariables } from "./function_access.ts";

/** Where a function runs. */
export interface Surroundings {
  /** The address and port that it listens on. */
  host: string;
  port: number;
  brokers: readonly string[];
  /** A schema registry's API, by its URL, and its `host:port`; where one can be reached. */
  registry?: { url: string; address: string };
  /** Who may enter, by the variables that say so. */
  access?: Readonly<Record<string, string>>;
  /** `address:port` of where it listens besides. */
  exposedAt?: readonly string[];
}

/** What the runtime reads besides what is set, and only tests set. */
const PLACE_VARIABLES = ["TRIGGER_GROUP", "TOPIC_NAMES", "UNTIL_STDIN_ENDS"];

/** What the runtime reads where it is set: the lab does that for those whose input is a subject. */
const SCHEMA_VARIABLES = ["SCHEMA_REGISTRY_URL"];

/** What the runtime reads besides what is set, and is handed on from the lab's own environment. */
export const RUNTIME_VARIABLES = ["CONTROL_TOPIC", "ALLOWED_HOSTS", "LOG_LEVEL", "MAX_BODY_BYTES"];

/**
 * What says how to reach a Kafka. A function asks for it, but those that are set where the lab is started,
 * or in a `.env`, are for another cluster: the lab's functions get the lab's brokers.
 */
export const KAFKA_VARIABLES = [
  "KAFKA_CLIENT_ID",
  "KAFKA_SSL",
  "KAFKA_SSL_CA",
  "KAFKA_SSL_CERT",
  "KAFKA_SSL_KEY",
  "KAFKA_SASL_MECHANISM",
  "KAFKA_SASL_USERNAME",
  "KAFKA_SASL_PASSWORD",
  "KAFKA_SASL_OAUTH_TOKEN_URL",
  "KAFKA_SASL_OAUTH_CLIENT_ID",
  "KAFKA_SASL_OAUTH_CLIENT_SECRET",
  "KAFKA_SASL_OAUTH_SCOPE",
];

/** What kafkajs reads. */
export const LIBRARY_VARIABLES = [
  "NODE_ENV",
  "KAFKAJS_LOG_LEVEL",
  "KAFKAJS_NO_PARTITIONER_WARNING",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
];

/** By these OpenTelemetry is set up, Deno's own included. */
export const TELEMETRY_VARIABLES = "OTEL_*";

/**
 * The variables that are set for a function. The lab's win over the definition's, and these over those
 * of the `.env`, since a variable that is set is not taken from there.
 */
export function ownVariables(
  { name, description }: OwnFunction,
  { host, port, brokers, registry, access = accessVariables(undefined) }: Surroundings,
): Record<string, string> {
  return {
    // An empty one counts as unset.
    ...Object.fromEntries(KAFKA_VARIABLES.map((variable) => [variable, ""])),
    OTEL_SERVICE_NAME: name,
    ...description.env,
    ...access,
    HOST: host,
    PORT: String(port),
    KAFKA_BROKERS: brokers.join(","),
    ...(registry && description.subject && { SCHEMA_REGISTRY_URL: registry.url }),
    NO_COLOR: "1",
  };
}

/** The hosts that a function may speak to, and where it may listen. */
export function netPermission(
  { description }: OwnFunction,
  { host, port, brokers, registry, exposedAt = [] }: Surroundings,
): string {
  const { permissions: { net }, subject } = description;
  const schemas = registry && subject ? [registry.address] : [];
  const reached = [`${host}:${port}`, ...exposedAt, ...brokers, ...schemas, ...net];
  return `--allow-net=${reached.join(",")}`;
}

/** The variables that a function may read. */
export function envPermission(own: OwnFunction, surroundings: Surroundings): string {
  const { env } = own.description.permissions;
  const set = Object.keys(ownVariables(own, surroundings));
  const names = [
    ...set,
    ...SCHEMA_VARIABLES,
    ...PLACE_VARIABLES,
    ...RUNTIME_VARIABLES,
    ...LIBRARY_VARIABLES,
    ...env,
  ];
  return `--allow-env=${[...new Set([...names, TELEMETRY_VARIABLES])].join(",")}`;
}

/** The files and folders that a function may read: its code, and what its definition names. */
export function readablePaths({ folder, imports, description }: OwnFunction): string[] {
  const named = description.permissions.read.map((path) => resolve(folder, path));
  return [...new Set([folder, ...imports.filter((path) => !isIn(path, folder)), ...named])];
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}
