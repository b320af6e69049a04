/**
 * The consumer: `deno run --allow-net=… --allow-env=… functions/consumer/main.ts`.
 *
 * @module
 */
import { groupOffsets } from "../../kafka/admin/groups/group_offsets.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { Control } from "../runtime/control/control.ts";
import { controlTopic } from "../runtime/control/control_topic.ts";
import { readDefinition } from "../runtime/define/read_definition.ts";
import { functionLog } from "../runtime/log/function_log.ts";
import { LogTail } from "../runtime/log/log_tail.ts";
import { produceTimeout } from "../runtime/own/call/call_context.ts";
import { FunctionCaller } from "../runtime/own/call/function_caller.ts";
import { Invocations } from "../runtime/own/call/invocations.ts";
import { buildOutputs } from "../runtime/own/function_outputs.ts";
import { FunctionStatusReader } from "../runtime/own/function_status.ts";
import { buildTrigger } from "../runtime/own/function_trigger.ts";
import { runFunction } from "../runtime/run_function.ts";
import { Commands } from "../runtime/trigger/control/commands.ts";
import { KafkaPositions } from "../runtime/trigger/control/group_positions.ts";
import { beginAt } from "../runtime/trigger/control/start_positions.ts";
import { StatusReader } from "../runtime/trigger/control/status_reader.ts";
import { type Wanted, wantedSchema } from "../runtime/trigger/control/wanted_trigger.ts";
import { deadLetterTopic } from "../runtime/trigger/letters/dead_letter.ts";
import { createConsumerApp, TRIGGER } from "./app.ts";
import { variables } from "./consumer_settings.ts";
import handler from "./handler.ts";
import { MessageRing } from "./messages/message_ring.ts";

const NAME = "consumer";

const own = readDefinition(NAME, handler);

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    const ring = new MessageRing({
      maxRecords: settings.messagesMaxRecords,
      maxBytes: settings.messagesMaxBytes,
    });
    const brokers = new Brokers(connection);
    const outputs = buildOutputs(NAME, { settings: connection, brokers });
    const { writer } = outputs;
    const log = functionLog(NAME, "info", new LogTail());
    // Its calls are too many to have lines of their own.
    const invocations = new Invocations(log.atLeast("warn"));
    const caller = new FunctionCaller(
      own,
      {
        name: NAME,
        output: own.output?.topic,
        writer,
        produceTimeout: produceTimeout(own.timeout),
        log,
      },
      invocations.add.bind(invocations),
    );
    const { runner, delivery, close } = buildTrigger(own, caller, {
      settings: connection,
      brokers,
      metrics,
      prefix: "instigator_consumer",
      topicOf: deadLetterTopic,
      observer: { delivered: (record) => ring.push(record), batchEnded: () => ring.wake() },
    });
    const ending = new AbortController();
    const isAutostarted = settings.autostart === "true";
    const control = new Control<Wanted>({
      topic: controlTopic(connection, brokers, settings.controlTopic),
      key: NAME,
      parse: (json) => wantedSchema.parse(json),
      ...(isAutostarted &&
        { initial: wantedSchema.parse({ state: "started", ...TRIGGER.defaults }) }),
      async apply(wanted) {
        // Whoever starts it over HTTP has said where it begins.
        if (isAutostarted && wanted.state !== "stopped") {
          await beginAt(brokers, wanted, own.trigger!.from, ending.signal).catch((error: Error) =>
            log.warn(`Cannot say where ${wanted.group} begins: ${error.message}`)
          );
        }
        await runner.apply(wanted);
        ring.keepTopics(wanted.topics);
      },
    });
    const app = createConsumerApp({
      ...common,
      notReady: async () => await probe.reason() ?? control.reason ?? runner.blocked,
      commands: new Commands(control, new KafkaPositions(brokers, own.trigger!.from)),
      wanted: control,
      runner,
      status: new FunctionStatusReader({
        own,
        trigger: new StatusReader({
          name: "Consumer",
          offsets: (target) => groupOffsets(brokers, target),
          runner,
          delivery,
        }),
        invocations,
        writer,
        schedule: undefined,
      }),
      ring,
      kafka: connection,
      letterTopics: () => (control.current ?? TRIGGER.defaults).topics.map(deadLetterTopic),
    });

    control.follow();

    return {
      fetch: app.fetch,
      async close() {
        ending.abort();
        ring.close();
        await control.close();
        await runner.close();
        await outputs.close();
        await Promise.all([close(), brokers.close()]);
      },
    };
  },
});
