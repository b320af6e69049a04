/**
 * How the native engine runs a function: on Deno, with the permissions that it needs for its
 * brokers, its port and its variables, and no more.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { parse } from "smol-toml";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import {
  bootstrapServers,
  functionAddress,
  type FunctionNode,
  HOST,
  type Topology,
} from "../../topology.ts";
import { allowPaths, DENO_RUN, denoEnvironment } from "../../process/deno_run.ts";
import { inherited } from "../../process/inherited_environment.ts";
import { accessFiles, accessVariables, exposedAt } from "../function_access.ts";
import { KAFKA_VARIABLES, LIBRARY_VARIABLES, RUNTIME_VARIABLES } from "../own_function_run.ts";
import { reachedRegistry, REGISTRY_VARIABLE } from "../reached_registry.ts";
import { logFile } from "./log_file.ts";

/** What one function has besides what all of them have. */
interface FunctionGrants {
  /** Variables that the lab sets for it. */
  set?: Record<string, string>;
  /** Variables that it may read, and that are handed on from the lab's own environment. */
  handedOn?: readonly string[];
  /** Addresses besides its own and the brokers'. */
  net?: readonly string[];
  read?: readonly string[];
  write?: readonly string[];
  /** What it may ask of the system, such as its `hostname`. */
  sys?: readonly string[];
}

/** The command line of a function, to be run in the lab's folder, and all of its environment. */
export function functionProcess(environment: LabEnvironment, lab: Topology, node: FunctionNode) {
  const { set = {}, handedOn = [], net = [], read = [], write = [], sys = [] } = grantsOf(
    environment,
    lab,
    node,
  );
  const brokers = bootstrapServers(lab);
  const own = {
    HOST,
    PORT: String(node.port),
    KAFKA_BROKERS: brokers.join(","),
    NO_COLOR: "1",
    ...accessVariables(lab.exposure),
    ...set,
  };
  const passedOn = [...RUNTIME_VARIABLES, ...handedOn, ...LIBRARY_VARIABLES];
  const readable = [...Object.keys(own), ...passedOn, ...KAFKA_VARIABLES];
  const command = [
    ...DENO_RUN,
    `--allow-net=${
      [`${HOST}:${node.port}`, ...exposedAt(lab.exposure, node.port), ...brokers, ...net].join(",")
    }`,
    ...allowPaths("read", environment.stateDir, [...accessFiles(lab.exposure), ...read]),
    ...allowPaths("write", environment.stateDir, write),
    ...(sys.length > 0 ? [`--allow-sys=${sys.join(",")}`] : []),
    `--allow-env=${readable.join(",")}`,
    join(PROJECT_ROOT, "functions", node.folder, "main.ts"),
  ];
  return { command, env: { ...denoEnvironment(), ...inherited(...passedOn), ...own } };
}

function grantsOf(
  environment: LabEnvironment,
  lab: Topology,
  { name, managerPort }: FunctionNode,
): FunctionGrants {
  switch (name) {
    case "producer":
      return { handedOn: ["QUEUE_MAX_RECORDS", "QUEUE_MAX_BYTES", "LEDGER"] };
    case "consumer":
      return { handedOn: ["MESSAGES_MAX_RECORDS", "MESSAGES_MAX_BYTES", "AUTOSTART"] };
    case "rest": {
      const registry = reachedRegistry(lab);
      return {
        handedOn: [
          "QUEUE_MAX_RECORDS",
          "QUEUE_MAX_BYTES",
          "CONSUMER_INSTANCE_TIMEOUT_MS",
          "CONSUMER_MAX_INSTANCES",
          "CONSUMER_REQUEST_TIMEOUT_MS",
          "CONSUMER_REQUEST_MAX_BYTES",
          "ADVERTISED_HOST",
          "HOSTNAME",
        ],
        set: { [REGISTRY_VARIABLE]: registry?.url ?? "" },
        net: registry ? [registry.address] : [],
      };
    }
    case "console": {
      const others = lab.functions.filter((other) => other.name !== name);
      const built = others.filter(({ own }) => !own);
      const urls = built.map((
        other,
      ) => [`${other.name.toUpperCase()}_URL`, functionAddress(other)]);
      const processMetrics = `${HOST}:${lab.processMetricsPort}`;
      const admin = lab.zookeeper.map((member) => `${HOST}:${member.adminPort}`);
      const registry = reachedRegistry(lab);
      return {
        set: {
          ...Object.fromEntries(urls),
          [REGISTRY_VARIABLE]: registry?.url ?? "",
          FUNCTION_ADDRESSES: others.filter(({ own }) => own)
            .map(({ name, port }) => `${name}=${HOST}:${port}`).join(","),
          MANAGER_PORT: String(managerPort),
          CHAOS_URL: `http://${processMetrics}/chaos`,
          BROKER_NAMES: lab.kafka.map(({ id, name }) => `${id}=${name}`).join(","),
          NODE_METRICS: [...lab.zookeeper, ...lab.kafka, ...lab.registry]
            .map(({ name }) => `${name}=${processMetrics}/${name}`).join(","),
          ZOOKEEPER_ADMIN: lab.zookeeper.map(({ name }, i) => `${name}=${admin[i]}`).join(","),
        },
        handedOn: ["HISTORY_TOPIC", "MANAGER_USERNAME", "MANAGER_PASSWORD"],
        net: [
          `${HOST}:${managerPort}`,
          ...exposedAt(lab.exposure, managerPort!),
          ...others.map(({ port }) => `${HOST}:${port}`),
          ...admin,
          ...registry ? [registry.address] : [],
          processMetrics,
        ],
      };
    }
    case "burrow": {
      const settings = join(PROJECT_ROOT, "cluster/burrow/burrow.toml");
      const log = logFile(environment, name);
      return {
        set: { BURROW_CONFIG: settings, BURROW_LOGGING_FILENAME: log },
        // Any key of the file can be overridden.
        handedOn: Object.keys(Deno.env.toObject()).filter((key) => key.startsWith("BURROW_")),
        net: webhookHosts(Deno.readTextFileSync(settings), Deno.env.toObject()),
        read: [settings, dirname(log)],
        write: [dirname(log)],
        sys: ["hostname"],
      };
    }
    default:
      return {};
  }
}

/** A variable that overrides the address of a notifier. */
const WEBHOOK = /^BURROW_NOTIFIER_.+_URL_(OPEN|CLOSE)$/;

/** The hosts of the webhooks that Burrow's settings and variables name, so that it may call them. */
export function webhookHosts(settings: string, variables: Record<string, string>): string[] {
  const { notifier = {} } = parsed(settings) as { notifier?: Record<string, Notifier> };
  const urls = [
    ...Object.values(notifier).flatMap((one) => [one["url-open"], one["url-close"]]),
    ...Object.entries(variables).map(([name, value]) => WEBHOOK.test(name) ? value : undefined),
  ];
  return [...new Set(urls.flatMap((url) => (url && URL.parse(url)?.host) || []))];
}

/** Settings that are no TOML are told by the function that reads them. */
function parsed(toml: string): object {
  try {
    return parse(toml);
  } catch {
    return {};
  }
}

/** A notifier of Burrow's, as far as it is read. */
interface Notifier {
  "url-open"?: string;
  "url-close"?: string;
}
