/**
 * The configuration as Burrow's API shows it: not all keys, and some under other names.
 *
 * @module
 */
import type { BurrowConfig, NotifierConfig } from "../settings/burrow_config.ts";

/** What is shown otherwise than the file has it, as variables set it. */
export interface Actual {
  brokers: readonly string[];
  clientId: string;
  /** `host:port` that is listened on. */
  address: string;
}

/** The sections that have no modules. */
export function mainConfig(
  { general, logging, zookeeper, httpserver }: BurrowConfig,
  { address }: Actual,
) {
  return {
    general: {
      pidfile: general.pidfile,
      "stdout-logfile": general["stdout-logfile"],
      "access-control-allow-origin": general["access-control-allow-origin"],
    },
    logging: {
      filename: logging.filename,
      "max-size": logging.maxsize,
      "max-backups": logging.maxbackups,
      "max-age": logging.maxage,
      "use-local-time": logging["use-localtime"],
      "use-compression": logging["use-compression"],
      level: logging.level,
    },
    zookeeper: {
      servers: zookeeper.servers,
      timeout: zookeeper.timeout,
      "root-path": zookeeper["root-path"],
    },
    httpserver: Object.fromEntries(
      Object.entries(httpserver).map((
        [name, { timeout }],
      ) => [name, { address, tls: "", timeout }]),
    ),
  };
}

/** The sections that have modules, by the module's name. */
export function configModules(
  config: BurrowConfig,
  actual: Actual,
): Record<"storage" | "evaluator" | "cluster" | "consumer" | "notifier", Record<string, object>> {
  const { brokers: servers, clientId } = actual;
  const profile = (name: string) => ({
    name,
    "client-id": clientId,
    "kafka-version": config["client-profile"][name]?.["kafka-version"] ?? "2.8.0",
    tls: null,
    sasl: null,
  });
  return {
    storage: mapModules(config.storage, (module) => ({
      "class-name": module["class-name"],
      intervals: module.intervals,
      "min-distance": module["min-distance"],
      "group-allowlist": module["group-allowlist"],
      "expire-group": module["expire-group"],
    })),
    evaluator: mapModules(config.evaluator, (module) => ({
      "class-name": module["class-name"],
      "expire-cache": module["expire-cache"],
    })),
    cluster: mapModules(config.cluster, (module) => ({
      "class-name": module["class-name"],
      servers,
      "client-profile": profile(module["client-profile"]),
      "topic-refresh": module["topic-refresh"],
      "offset-refresh": module["offset-refresh"],
    })),
    consumer: mapModules(config.consumer, (module) => ({
      "class-name": module["class-name"],
      cluster: module.cluster,
      servers,
      "group-allowlist": module["group-allowlist"],
      "zookeeper-path": "",
      "zookeeper-timeout": 0,
      "client-profile": profile(module["client-profile"]),
      "offsets-topic": module["offsets-topic"],
      "start-latest": module["start-latest"],
    })),
    notifier: mapModules(config.notifier, notifierModule),
  };
}

function notifierModule(module: NotifierConfig): object {
  const isHttp = module["class-name"] === "http";
  return {
    "class-name": module["class-name"],
    "group-allowlist": module["group-allowlist"],
    interval: module.interval,
    threshold: module.threshold,
    ...(isHttp && {
      timeout: module.timeout,
      keepalive: module.keepalive,
      "url-open": module["url-open"],
      "url-close": module["url-close"] ?? "",
      "method-open": module["method-open"],
      "method-close": module["method-close"],
    }),
    "template-open": module["template-open"],
    "template-close": module["template-close"],
    extra: module.extras,
    "send-close": module["send-close"],
    ...(isHttp && { "extra-ca": "", noverify: "" }),
  };
}

function mapModules<M>(modules: Record<string, M>, show: (module: M) => object) {
  return Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, show(module)]));
}
