/**
 * The lag monitor: `deno run --allow-net=… --allow-env=… functions/lag/main.ts`. To read BURROW_CONFIG
 * and to log into a file takes `--allow-read` and `--allow-write` for those.
 *
 * @module
 */
import { formatAddress } from "../runtime/config/address.ts";
import { kafkaSettings } from "../runtime/config/kafka_settings.ts";
import { createMetrics } from "../runtime/http/process_metrics.ts";
import { loadedOrExit, serve } from "../runtime/http/serve.ts";
import { createLagApp } from "./app.ts";
import { onlyModule } from "./settings/burrow_config.ts";
import { loadLagConfig } from "./settings/lag_settings.ts";
import { configModules, mainConfig } from "./burrow/config_answers.ts";
import { Evaluator } from "./evaluation/evaluator.ts";
import { groupFilter } from "./settings/group_filter.ts";
import { reapGroups } from "./reading/group_reaper.ts";
import { Incidents, type Notifier } from "./notifying/incidents.ts";
import { KafkaConnections } from "./reading/watched_kafka.ts";
import { Log } from "./logging/log.ts";
import { LogEndPoller } from "./reading/log_end_poller.ts";
import { openLog } from "./logging/log_output.ts";
import { measureLag } from "./burrow/burrow_metrics.ts";
import { OffsetsReader } from "./reading/offsets_reader.ts";
import { Storage } from "./storage/storage.ts";
import { sendWebhook } from "./notifying/webhook.ts";

const NAME = "burrow";

const config = await loadedOrExit(loadLagConfig);
const connection = kafkaSettings(config);
const { burrow, brokers, clientId, host, port } = config;
const { name: cluster, module: clusterConfig } = onlyModule(burrow.cluster);
const { module: consumerConfig } = onlyModule(burrow.consumer);
const { module: storageConfig } = onlyModule(burrow.storage);
const { module: evaluatorConfig } = onlyModule(burrow.evaluator);

const output = openLog(burrow.logging);
const log = new Log(burrow.logging.level, (line) => output.write(line));
globalThis.addEventListener("unload", () => output.close());
const now = Date.now;
const [inConsumer, inStorage] = [consumerConfig, storageConfig].map(groupFilter);
const storage = new Storage({
  intervals: storageConfig.intervals,
  minDistance: storageConfig["min-distance"],
  expireGroup: storageConfig["expire-group"],
  accepts: (group) => inConsumer(group) && inStorage(group),
  now,
});
const evaluator = new Evaluator({
  storage,
  expireCache: evaluatorConfig["expire-cache"],
  minimumComplete: evaluatorConfig["minimum-complete"],
  allowedLag: evaluatorConfig["allowed-lag"],
  now,
});
const kafka = new KafkaConnections(connection);
const poller = new LogEndPoller({
  kafka,
  storage,
  log,
  offsetRefreshMs: clusterConfig["offset-refresh"] * 1000,
  topicRefreshMs: clusterConfig["topic-refresh"] * 1000,
});
const reader = new OffsetsReader({
  kafka,
  storage,
  log,
  topic: consumerConfig["offsets-topic"],
  startLatest: consumerConfig["start-latest"],
});
const notifiers = Object.entries(burrow.notifier).map(([name, config]): Notifier => ({
  name,
  config,
  notify(notification) {
    if (config["class-name"] === "http") sendWebhook({ cluster, config, log }, notification);
  },
}));

// Without its Registry's labels: Burrow's metrics have none that name the function.
const metrics = createMetrics(NAME);
metrics.setDefaultLabels({});
measureLag(metrics, { cluster, storage, evaluator });

const actual = { brokers, clientId, address: formatAddress({ host, port }) };
const modules = configModules(burrow, actual);
const app = createLagApp({
  allowedHosts: config.allowedHosts,
  maxBodyBytes: config.maxBodyBytes,
  metrics,
  notReady: () => Promise.resolve(poller.reason ?? notCaughtUp()),
  hostname: machineName(),
  cluster,
  clusterModule: modules.cluster[cluster],
  mainConfig: mainConfig(burrow, actual),
  modules,
  storage,
  evaluator,
  reader,
  log,
  isReady: () => reader.isCaughtUp,
});

function notCaughtUp(): string | undefined {
  return reader.isCaughtUp
    ? undefined
    : `Cannot say yet how groups fare: ${consumerConfig["offsets-topic"]} is being read`;
}

/** What Burrow's answers name as the host; `localhost` where asking for it is not allowed. */
function machineName(): string {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? Deno.hostname() : "localhost";
}

log.info("starting", { cluster, servers: brokers });
poller.run();
// A commit of a partition whose log's end is not known cannot be placed, and would be lost.
poller.known.then(() => reader.run());
if (notifiers.length > 0) {
  const incidents = new Incidents({ notifiers, evaluator, storage, now });
  setInterval(() => incidents.tick(), 1_000);
}
if (clusterConfig["groups-reaper-refresh"] > 0) {
  const period = clusterConfig["groups-reaper-refresh"] * 1000;
  setInterval(() => reapGroups({ kafka, storage, log }), period);
}

serve({
  name: NAME,
  host,
  port,
  fetch: app.fetch,
  async close() {
    log.info("stopping");
    poller.stop();
    reader.stop();
    await kafka.close();
  },
});
