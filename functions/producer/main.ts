/**
 * The producer: `deno run --allow-net=… --allow-env=… functions/producer/main.ts`.
 *
 * @module
 */
import { kafkaSettings } from "../runtime/config/kafka_settings.ts";
import { Control } from "../runtime/control/control.ts";
import { createKafka } from "../../kafka/client/client.ts";
import { KafkaProbe } from "../../kafka/client/reachability.ts";
import { createMetrics } from "../runtime/http/process_metrics.ts";
import { PartitionReader } from "../../kafka/reader/partition_reader.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { configOrExit, serve } from "../runtime/http/serve.ts";
import { createProducerApp } from "./app.ts";
import { variables } from "./config.ts";
import { Executor, randomId } from "./executor.ts";
import { countRecords } from "./metrics.ts";
import { Outbox } from "./outbox.ts";
import { ProgressRecorder } from "./progress_recorder.ts";
import { fetchPartitionCounts, Topics } from "./topics.ts";
import { parseProgress, parseWanted, type Progress, type Wanted } from "./wanted.ts";

const NAME = "producer";

const config = await configOrExit(variables);
const connection = kafkaSettings(config);
const kafka = createKafka(connection);
const sender = new Sender(kafka);
const outbox = new Outbox({
  send: (topic, messages) => sender.send(topic, messages),
  maxRecords: config.queueMaxRecords,
  maxBytes: config.queueMaxBytes,
});
const topics = new Topics(fetchPartitionCounts(kafka));
const progress = new Control<Progress>({
  kafka,
  reader: new PartitionReader(connection, config.controlTopic),
  topic: config.controlTopic,
  key: `${NAME}-progress`,
  parse: parseProgress,
  apply: () => {},
});
const executor = new Executor({
  topics,
  outbox,
  progress: () => progress.known.then(() => progress.current),
});
const control = new Control<Wanted>({
  kafka,
  reader: new PartitionReader(connection, config.controlTopic),
  topic: config.controlTopic,
  key: NAME,
  parse: parseWanted,
  apply: (wanted) => executor.apply(wanted),
});
const recorder = new ProgressRecorder(executor, progress);
const probe = new KafkaProbe(kafka);
const metrics = createMetrics(NAME);
countRecords(metrics, outbox);

const app = createProducerApp({
  allowedHosts: config.allowedHosts,
  maxBodyBytes: config.maxBodyBytes,
  metrics,
  notReady: async () => await probe.reason() ?? control.reason ?? progress.reason,
  control,
  progress,
  executor,
  topics,
  outbox,
  source: { id: `http-${randomId()}`, patient: false, cancelled: false },
});

control.follow();
progress.follow();
setInterval(() => {
  outbox.tick();
  recorder.record();
}, 1_000);

serve({
  name: NAME,
  host: config.host,
  port: config.port,
  fetch: app.fetch,
  async close() {
    await executor.stop();
    await recorder.record();
    await outbox.drained();
    await Promise.all([control.close(), progress.close()]);
    sender.close();
  },
});
