/**
 * Configuration: read once, at the edge, from the environment and a `.env` file (the environment
 * wins), into a frozen object. All faults are listed together.
 *
 * @module
 */
import { load } from "@std/dotenv";
import { sharedFaults, type SharedSettings } from "./shared_variables.ts";
import type { Check, Settings, Source, Variables } from "./variable.ts";

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

/**
 * The settings from a source of variables. An empty text counts as unset, as Compose files write it.
 *
 * @throws {ConfigError} with every fault found.
 */
export function readConfig<T extends Variables>(
  variables: T,
  source: Source,
  check: Check<T> = () => [],
): Settings<T> {
  const faults: string[] = [];
  const given = new Set<string>();
  const settings: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(variables)) {
    const set = source(variable.name) || undefined;
    if (set !== undefined) given.add(variable.name);
    const value = set ?? variable.default;
    try {
      if (value !== undefined) settings[key] = variable.parse(value, source);
      else if (!variable.optional) throw new Error(`must be set: ${variable.doc}`);
    } catch (error) {
      faults.push(`${variable.name} ${(error as Error).message}`);
    }
  }
  const read = settings as Partial<Settings<T> & SharedSettings>;
  faults.push(...sharedFaults(given, read), ...check(given, read));
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
export async function loadConfig<T extends Variables>(
  variables: T,
  check?: Check<T>,
): Promise<Settings<T>> {
  const file = await dotenv(variables);
  const hidden = new Set(
    Object.values(variables).filter(({ name, ifAllowed }) => ifAllowed && !mayRead(name))
      .map(({ name }) => name),
  );
  const environment = (name: string) => hidden.has(name) ? undefined : Deno.env.get(name);
  return readConfig(variables, (name) => environment(name) ?? file[name], check);
}

function mayRead(variable: string): boolean {
  return Deno.permissions.querySync({ name: "env", variable }).state === "granted";
}
