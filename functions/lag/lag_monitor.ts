import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { Evaluator } from "./evaluation/evaluator.ts";
import type { Log } from "./logging/log.ts";
import { Incidents, type Notifier } from "./notifying/incidents.ts";
import { sendWebhook } from "./notifying/webhook.ts";
import { reapGroups } from "./reading/group_reaper.ts";
import { LogEndPoller } from "./reading/log_end_poller.ts";
import { OffsetsReader } from "./reading/offsets_reader.ts";
import { KafkaConnections } from "./reading/watched_kafka.ts";
import { type BurrowConfig, onlyModule } from "./settings/burrow_config.ts";
import { groupFilter } from "./settings/group_filter.ts";
import { Storage } from "./storage/storage.ts";

/** What watches one cluster, as Burrow's file has it, and tells the file's notifiers. */
export class LagMonitor {
  readonly cluster: string;
  readonly storage: Storage;
  readonly evaluator: Evaluator;
  readonly reader: OffsetsReader;
  readonly #burrow: BurrowConfig;
  readonly #log: Log;
  readonly #kafka: KafkaConnections;
  readonly #poller: LogEndPoller;

  constructor(burrow: BurrowConfig, connection: KafkaSettings, log: Log) {
    const { name: cluster, module: clusterConfig } = onlyModule(burrow.cluster);
    const { module: consumerConfig } = onlyModule(burrow.consumer);
    const { module: storageConfig } = onlyModule(burrow.storage);
    const { module: evaluatorConfig } = onlyModule(burrow.evaluator);
    const [inConsumer, inStorage] = [consumerConfig, storageConfig].map(groupFilter);
    const storage = new Storage({
      intervals: storageConfig.intervals,
      minDistance: storageConfig["min-distance"],
      expireGroup: storageConfig["expire-group"],
      accepts: (group) => inConsumer(group) && inStorage(group),
      now: Date.now,
    });
    const kafka = new KafkaConnections(connection);
    this.cluster = cluster;
    this.storage = storage;
    this.evaluator = new Evaluator({
      storage,
      expireCache: evaluatorConfig["expire-cache"],
      minimumComplete: evaluatorConfig["minimum-complete"],
      allowedLag: evaluatorConfig["allowed-lag"],
      now: Date.now,
    });
    this.reader = new OffsetsReader({
      kafka,
      storage,
      log,
      topic: consumerConfig["offsets-topic"],
      startLatest: consumerConfig["start-latest"],
    });
    this.#burrow = burrow;
    this.#log = log;
    this.#kafka = kafka;
    this.#poller = new LogEndPoller({
      kafka,
      storage,
      log,
      countsUncommitted: !consumerConfig["start-latest"],
      offsetRefreshMs: clusterConfig["offset-refresh"] * 1000,
      topicRefreshMs: clusterConfig["topic-refresh"] * 1000,
    });
  }

  /** Why it cannot say how groups fare, or `undefined` if it can. */
  get reason(): string | undefined {
    if (this.#poller.reason !== undefined || this.reader.isCaughtUp) return this.#poller.reason;
    const topic = onlyModule(this.#burrow.consumer).module["offsets-topic"];
    return `Cannot say yet how groups fare: ${topic} is being read`;
  }

  /** Starts watching and telling. */
  start(): void {
    this.#poller.run();
    // A commit of a partition whose log's end is not known cannot be placed, and would be lost.
    this.#poller.known.then(() => this.reader.run());
    const notifiers = this.#notifiers();
    if (notifiers.length > 0) {
      const { evaluator, storage } = this;
      const incidents = new Incidents({ notifiers, evaluator, storage, now: Date.now });
      setInterval(() => incidents.tick(), 1_000);
    }
    const reaperRefresh = onlyModule(this.#burrow.cluster).module["groups-reaper-refresh"];
    if (reaperRefresh > 0) {
      const parts = { kafka: this.#kafka, storage: this.storage, log: this.#log };
      setInterval(() => reapGroups(parts), reaperRefresh * 1000);
    }
  }

  /** Stops watching. */
  async stop(): Promise<void> {
    this.#poller.stop();
    this.reader.stop();
    await this.#kafka.close();
  }

  #notifiers(): Notifier[] {
    const [cluster, log] = [this.cluster, this.#log];
    return Object.entries(this.#burrow.notifier).map(([name, config]) => ({
      name,
      config,
      notify(notification) {
        if (config["class-name"] === "http") sendWebhook({ cluster, config, log }, notification);
      },
    }));
  }
}
