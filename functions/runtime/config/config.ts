/**
 * Configuration: read once, at the edge, from the environment and a `.env` file (the environment
 * wins), into a frozen object. All faults are listed together.
 *
 * @module
 */
import { load } from "@std/dotenv";
import { brokers, hostNames, oneOf, pemFile, text, topicName, wholeNumber } from "./parsers.ts";

/** One environment variable: how its text becomes a value, and what it is without one. */
export interface Variable<T> {
  name: string;
  /** What it sets, in one sentence, for the reference of settings. */
  doc: string;
  /** The text that stands for an unset variable. Neither this nor `optional`: it must be set. */
  default?: string;
  optional?: boolean;
  /** @throws {Error} whose message completes "NAME …", such as "must be a port, got 99999". */
  parse(text: string): T;
}

/** A function's table of variables, by the name of their setting. */
export type Variables = Record<string, Variable<unknown>>;

/** The names of the settings that may be left out. */
type OptionalNames<T extends Variables> = {
  [K in keyof T]: T[K] extends { optional: true } ? K : never;
}[keyof T];

/** The settings that a table of variables gives. */
export type Settings<T extends Variables> = Readonly<
  & { [K in Exclude<keyof T, OptionalNames<T>>]: ReturnType<T[K]["parse"]> }
  & { [K in OptionalNames<T>]?: ReturnType<T[K]["parse"]> }
>;

/** Settings that cannot be used; the message lists every fault, one a line. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `Cannot start: ${faults.length} ${
        faults.length === 1 ? "setting is" : "settings are"
      } wrong\n` +
        faults.map((fault) => `  - ${fault}`).join("\n"),
    );
    this.faults = faults;
  }
}

/** The variables that every function reads. */
export const sharedVariables = {
  brokers: { name: "KAFKA_BROKERS", doc: "Brokers to start from: host:port,…", parse: brokers },
  clientId: {
    name: "KAFKA_CLIENT_ID",
    doc: "How the brokers' logs and quotas name this client.",
    default: "instigator",
    parse: text,
  },
  ssl: {
    name: "KAFKA_SSL",
    doc: "Whether to speak TLS to the brokers.",
    default: "false",
    parse: oneOf("true", "false"),
  },
  sslCa: {
    name: "KAFKA_SSL_CA",
    doc: "PEM file of the authority that signed the brokers' certificates.",
    optional: true,
    parse: pemFile,
  },
  sslCert: {
    name: "KAFKA_SSL_CERT",
    doc: "PEM file of the client certificate.",
    optional: true,
    parse: pemFile,
  },
  sslKey: {
    name: "KAFKA_SSL_KEY",
    doc: "PEM file of the client certificate's key.",
    optional: true,
    parse: pemFile,
  },
  saslMechanism: {
    name: "KAFKA_SASL_MECHANISM",
    doc: "How to authenticate: plain, scram-sha-256 or scram-sha-512.",
    optional: true,
    parse: oneOf("plain", "scram-sha-256", "scram-sha-512"),
  },
  saslUsername: {
    name: "KAFKA_SASL_USERNAME",
    doc: "The user to authenticate as.",
    optional: true,
    parse: text,
  },
  saslPassword: {
    name: "KAFKA_SASL_PASSWORD",
    doc: "That user's password.",
    optional: true,
    parse: text,
  },
  controlTopic: {
    name: "CONTROL_TOPIC",
    doc: "The compacted topic that keeps what every function is wanted to do.",
    default: "instigator-control",
    parse: topicName,
  },
  host: { name: "HOST", doc: "The address to listen on.", default: "127.0.0.1", parse: text },
  allowedHosts: {
    name: "ALLOWED_HOSTS",
    doc: "Host names, besides localhost, that requests may be addressed to.",
    default: "",
    parse: hostNames,
  },
  maxBodyBytes: {
    name: "MAX_BODY_BYTES",
    doc: "The largest request body, in bytes.",
    default: "1048576",
    parse: wholeNumber(1),
  },
} as const satisfies Variables;

/** The settings that every function has. */
export type SharedSettings = Settings<typeof sharedVariables>;

/** The variable of the port to listen on, whose default differs from function to function. */
export function portVariable(port: number) {
  return {
    name: "PORT",
    doc: "The port to listen on.",
    default: `${port}`,
    parse: wholeNumber(1, 65535),
  } as const satisfies Variable<number>;
}

/**
 * What kafkajs and its dependencies ask for when they are imported. Deno refuses a variable that
 * is not allowed with an exception, so these must be allowed too. `KAFKAJS_LOG_LEVEL` (ERROR …
 * DEBUG) makes the otherwise silent Kafka client speak.
 */
const LIBRARY_VARIABLES = [
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_LOG_LEVEL",
  "NODE_ENV",
];

/** The names of all variables that a function reads: the value of its `--allow-env`. */
export function variableNames(variables: Variables): string[] {
  return [...Object.values(variables).map(({ name }) => name), ...LIBRARY_VARIABLES];
}

/** Faults that no variable has on its own. */
function crossFaults(set: ReadonlySet<string>, tls: boolean): string[] {
  const faults: string[] = [];
  const together = (...names: string[]) => {
    const missing = names.filter((name) => !set.has(name));
    if (missing.length > 0 && missing.length < names.length) {
      faults.push(`${missing.join(" and ")} must be set too: ${names.join(", ")} go together`);
    }
  };
  together("KAFKA_SSL_CERT", "KAFKA_SSL_KEY");
  together("KAFKA_SASL_MECHANISM", "KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD");
  const pem = ["KAFKA_SSL_CA", "KAFKA_SSL_CERT", "KAFKA_SSL_KEY"].filter((name) => set.has(name));
  if (!tls && pem.length > 0) {
    faults.push(`KAFKA_SSL must be true for ${pem.join(", ")} to have an effect`);
  }
  return faults;
}

/**
 * The settings from a source of variables. An empty text counts as unset, as Compose files write it.
 *
 * @throws {ConfigError} with every fault found.
 */
export function readConfig<T extends Variables>(
  variables: T,
  source: (name: string) => string | undefined,
): Settings<T> {
  const faults: string[] = [];
  const set = new Set<string>();
  const settings: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(variables)) {
    const given = source(variable.name) || undefined;
    if (given !== undefined) set.add(variable.name);
    const value = given ?? variable.default;
    try {
      if (value !== undefined) settings[key] = variable.parse(value);
      else if (!variable.optional) throw new Error(`must be set: ${variable.doc}`);
    } catch (error) {
      faults.push(`${variable.name} ${(error as Error).message}`);
    }
  }
  faults.push(...crossFaults(set, settings.ssl === "true"));
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(settings) as Settings<T>;
}

/** The variables of `.env`, where reading it is allowed and it is there. */
async function dotenv(variables: Variables): Promise<Record<string, string>> {
  const permission = await Deno.permissions.query({ name: "read", path: ".env" });
  if (permission.state !== "granted") return {};
  const found = await load();
  const known = variableNames(variables);
  const unknown = Object.keys(found).filter((name) =>
    name.startsWith("KAFKA_") && !known.includes(name)
  );
  if (unknown.length > 0) {
    throw new ConfigError(
      unknown.map((name) => `${name} in .env is unknown; known are ${known.join(", ")}`),
    );
  }
  return found;
}

/**
 * The function's settings from the environment and `.env`.
 *
 * @throws {ConfigError} with every fault found.
 */
export async function loadConfig<T extends Variables>(variables: T): Promise<Settings<T>> {
  const file = await dotenv(variables);
  return readConfig(variables, (name) => Deno.env.get(name) ?? file[name]);
}
