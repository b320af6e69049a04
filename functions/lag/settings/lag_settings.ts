/**
 * The lag monitor's settings: variables as every function has them, and Burrow's file.
 *
 * @module
 */
import { loadConfig } from "../../runtime/config/config.ts";
import { portVariable, sharedVariables } from "../../runtime/config/shared_variables.ts";
import type {
  Check,
  Settings,
  Source,
  Variable,
  Variables,
} from "../../runtime/config/variable.ts";
import { type BurrowConfig, listenAddress, onlyModule } from "./burrow_config.ts";
import { readBurrowConfig } from "./burrow_file.ts";

/** What there is without a file: Burrow's defaults, and one cluster. */
const DEFAULT_FILE = `
[cluster.local]
class-name = "kafka"

[consumer.local]
class-name = "kafka"
cluster = "local"
`;

/** The variables that the lag monitor reads, besides those that override the file's keys. */
export const variables = {
  ...sharedVariables,
  brokers: optional(sharedVariables.brokers),
  clientId: optional(sharedVariables.clientId),
  host: optional(sharedVariables.host),
  port: optional(portVariable(8000)),
  burrow: {
    name: "BURROW_CONFIG",
    doc: "Burrow's configuration file; without one, its defaults and a cluster named local.",
    default: "",
    parse: readBurrowFile,
  },
} as const satisfies Variables;

/** The variable without its default, which the file gives instead. */
function optional<V extends Variable<unknown>>(variable: V) {
  return { ...variable, default: undefined, optional: true } as const;
}

function readBurrowFile(path: string, source: Source): BurrowConfig {
  let text = DEFAULT_FILE;
  try {
    if (path !== "") text = Deno.readTextFileSync(path);
  } catch (error) {
    throw new Error(`must be a file that can be read: ${(error as Error).message}`);
  }
  return readBurrowConfig(text, (name) => isPermitted(name) ? source(name) : undefined);
}

/** Whether a variable may be read; one that may not overrides nothing. */
function isPermitted(variable: string): boolean {
  return Deno.permissions.querySync({ name: "env", variable }).state === "granted";
}

/** Brokers stand in a variable or in the file. */
export const needsBrokers: Check<typeof variables> = (given, { burrow }) => {
  const isMissing = burrow !== undefined && clusterOf(burrow).servers.length === 0 &&
    !given.has(variables.brokers.name);
  return isMissing ? ["KAFKA_BROKERS must be set, or servers in the file of BURROW_CONFIG"] : [];
};

function clusterOf(burrow: BurrowConfig) {
  return onlyModule(burrow.cluster).module;
}

/**
 * The settings, in which variables win over the file.
 *
 * @throws {ConfigError} with every fault found.
 */
export async function loadLagConfig(): Promise<LagConfig> {
  return withFile(await loadConfig(variables, needsBrokers));
}

/** Fills in from the file what no variable sets. */
export function withFile(settings: Settings<typeof variables>) {
  const { burrow } = settings;
  const cluster = clusterOf(burrow);
  const listen = listenAddress(onlyModule(burrow.httpserver).module.address)!;
  return Object.freeze({
    ...settings,
    brokers: settings.brokers ?? cluster.servers,
    clientId: settings.clientId ??
      burrow["client-profile"][cluster["client-profile"]]?.["client-id"] ??
      "burrow-lagchecker",
    // An address without a host means all interfaces to Burrow; here that takes saying so.
    host: settings.host ?? (listen.host || sharedVariables.host.default),
    port: settings.port ?? listen.port,
  });
}

/** The lag monitor's settings. */
export type LagConfig = ReturnType<typeof withFile>;
