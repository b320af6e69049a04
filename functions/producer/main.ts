/**
 * The producer: `deno run --allow-net=… --allow-env=… functions/producer/main.ts`.
 *
 * @module
 */
import { stampedSource } from "../runtime/ledger/numbering.ts";
import { Control } from "../runtime/control/control.ts";
import { controlTopic } from "../runtime/control/control_topic.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { functionLog } from "../runtime/log/function_log.ts";
import { LogTail } from "../runtime/log/log_tail.ts";
import { runFunction } from "../runtime/run_function.ts";
import { buildProducing, DELIVERY_TIMEOUT } from "../runtime/producing/build_producing.ts";
import { plainSource } from "../runtime/producing/plain_source.ts";
import { createProducerApp } from "./app.ts";
import { variables } from "./producer_settings.ts";
import { Executor, randomId } from "./runs/executor.ts";
import { ProgressRecorder } from "./runs/progress_recorder.ts";
import { parseProgress, parseWanted, type Progress, type Wanted } from "./runs/wanted_run.ts";

const NAME = "producer";

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    functionLog(NAME, "info", new LogTail());
    const brokers = new Brokers(connection);
    const producing = buildProducing(settings, { connection, brokers, metrics });
    const { outbox, topics } = producing;
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

    const app = createProducerApp({
      ...common,
      notReady: async () =>
        await probe.reason() ?? control.reason ?? progress.reason ?? executor.problem,
      control,
      progress,
      executor,
      topics,
      outbox,
      source: settings.ledger === "true"
        ? stampedSource(`http-${randomId()}`, DELIVERY_TIMEOUT)
        : plainSource(DELIVERY_TIMEOUT),
    });

    control.follow();
    progress.follow();
    setInterval(() => recorder.record(), 1_000);

    return {
      fetch: app.fetch,
      async close() {
        // What is wanted meanwhile is for the next process: a run must not begin when all else ends.
        await control.close();
        await executor.stop();
        await recorder.record();
        await producing.close();
        await progress.close();
        await brokers.close();
      },
    };
  },
});
