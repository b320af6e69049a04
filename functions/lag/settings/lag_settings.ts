/**
 * The lag monitor's settings: variables as every function has them, and Burrow's file.
 *
 * @module
 */
import {
  ConfigError,
  loadConfig,
  portVariable,
  type Settings,
  sharedVariables,
  type Variable,
  type Variables,
} from "../../runtime/config/config.ts";
import { type BurrowConfig, onlyModule } from "./burrow_config.ts";
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
    optional: true,
    parse: readBurrowFile,
  },
} as const satisfies Variables;

/** The variable without its default, which the file gives instead. */
function optional<V extends Variable<unknown>>(variable: V) {
  return { ...variable, default: undefined, optional: true } as const;
}

function readBurrowFile(path: string): BurrowConfig {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    throw new Error(`must be a file that can be read: ${(error as Error).message}`);
  }
  return readBurrowConfig(text, permittedVariable);
}

/** A variable, or `undefined` where reading it is not allowed, as it overrides nothing then. */
function permittedVariable(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) : undefined;
}

/**
 * The settings, in which variables win over the file.
 *
 * @throws {ConfigError} with every fault found.
 */
export async function loadLagConfig() {
  const { burrow = readBurrowConfig(DEFAULT_FILE, permittedVariable), ...settings } =
    await loadConfig(variables);
  return withFile(settings, burrow);
}

/** Fills in from the file what no variable sets. @throws {ConfigError} where neither names brokers. */
export function withFile(
  settings: Omit<Settings<typeof variables>, "burrow">,
  burrow: BurrowConfig,
) {
  const { module: cluster } = onlyModule(burrow.cluster);
  const { module: server } = onlyModule(burrow.httpserver);
  const { host, port } = /^(?<host>.*):(?<port>\d+)$/.exec(server.address)!.groups!;
  const brokers = settings.brokers ?? cluster.servers;
  if (brokers.length === 0) {
    throw new ConfigError(["KAFKA_BROKERS must be set, or servers in the file of BURROW_CONFIG"]);
  }
  return {
    ...settings,
    burrow,
    brokers,
    clientId: settings.clientId ??
      burrow["client-profile"][cluster["client-profile"]]?.["client-id"] ??
      "burrow-lagchecker",
    // An address without a host means all interfaces to Burrow; here that takes saying so.
    host: settings.host ?? (host || sharedVariables.host.default),
    port: settings.port ?? Number(port),
  };
}

/** The lag monitor's settings. */
export type LagConfig = ReturnType<typeof withFile>;
