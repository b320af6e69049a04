/**
 * The producer: `deno run --allow-net=… --allow-env=… functions/producer/main.ts`.
 *
 * @module
 */
import { stampedSource } from "../runtime/ledger/numbering.ts";
import { Control } from "../runtime/control/control.ts";
import { controlTopic } from "../runtime/control/control_topic.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { functionLog } from "../runtime/log/function_log.ts";
import { LogTail } from "../runtime/log/log_tail.ts";
import { runFunction } from "../runtime/run_function.ts";
import { createProducerApp } from "./app.ts";
import { variables } from "./producer_settings.ts";
import { Executor, randomId } from "./runs/executor.ts";
import { countRecords } from "../runtime/producing/outbox_metrics.ts";
import { Outbox } from "../../kafka/producer/outbox.ts";
import { ProgressRecorder } from "./runs/progress_recorder.ts";
import { fetchPartitionCounts, Topics } from "../runtime/producing/partition_counts.ts";
import { parseProgress, parseWanted, type Progress, type Wanted } from "./runs/wanted_run.ts";

const NAME = "producer";

/** How long records that clients post are tried, in ms. */
const DELIVERY_TIMEOUT = 30_000;

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    functionLog(NAME, "info", new LogTail());
    const brokers = new Brokers(connection);
    const sender = new Sender(new Brokers(connection));
    const outbox = new Outbox({
      send: (topic, records, watch) => sender.deliver(topic, records, watch),
      maxRecords: settings.queueMaxRecords,
      maxBytes: settings.queueMaxBytes,
    });
    const topics = new Topics(fetchPartitionCounts(brokers));
    const progress = new Control<Progress>({
      topic: controlTopic(connection, brokers, settings.controlTopic),
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
      topic: controlTopic(connection, brokers, settings.controlTopic),
      key: NAME,
      parse: parseWanted,
      apply: (wanted) => executor.apply(wanted),
    });
    const recorder = new ProgressRecorder(executor, progress);
    countRecords(metrics, outbox);

    const app = createProducerApp({
      ...common,
      notReady: async () =>
        await probe.reason() ?? control.reason ?? progress.reason ?? executor.problem,
      control,
      progress,
      executor,
      topics,
      outbox,
      source: stampedSource(`http-${randomId()}`, DELIVERY_TIMEOUT),
    });

    control.follow();
    progress.follow();
    setInterval(() => {
      outbox.tick();
      recorder.record();
    }, 1_000);

    return {
      fetch: app.fetch,
      async close() {
        // What is wanted meanwhile is for the next process: a run must not begin when all else ends.
        await control.close();
        await executor.stop();
        await recorder.record();
        await outbox.drained();
        await progress.close();
        await Promise.all([sender.close(), brokers.close()]);
      },
    };
  },
});
