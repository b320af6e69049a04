/**
 * A function at work, from its definition and what reaches Kafka.
 *
 * @module
 */
import { groupOffsets } from "../../../kafka/admin/groups/group_offsets.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import type { SharedSettings } from "../config/shared_variables.ts";
import type { TopicNames } from "../define/place.ts";
import { letterTopic, type OwnFunction } from "../define/read_definition.ts";
import type { ServeOptions } from "../http/serving/serve.ts";
import type { Log } from "../log/log.ts";
import type { LogTail } from "../log/log_tail.ts";
import { countRecords } from "../producing/outbox_metrics.ts";
import type { FunctionParts, FunctionSettings } from "../run_function.ts";
import { StatusReader } from "../trigger/control/status_reader.ts";
import { zeroCounts } from "../trigger/delivery/delivery.ts";
import { createFunctionApp } from "./app.ts";
import { type CallResources, produceTimeout } from "./call/call_context.ts";
import { FunctionCaller } from "./call/function_caller.ts";
import { Invocations } from "./call/invocations.ts";
import { registerFunctionMetrics } from "./function_metrics.ts";
import { FunctionStatusReader } from "./function_status.ts";
import { buildOutputs } from "./function_outputs.ts";
import { buildTrigger } from "./function_trigger.ts";
import { buildWork } from "./function_work.ts";
import { recordFilter } from "./input/record_filter.ts";
import { Invoker } from "./invoke/invoker.ts";
import { lastRecords } from "./invoke/last_records.ts";
import { OutputTopic } from "./output/output_topic.ts";
import { schemasOf } from "../schemas/schema_codecs.ts";
import { buildSchedule } from "./schedule/build_schedule.ts";

/** What {@linkcode buildFunction} builds a function from. */
export type OwnFunctionParts = FunctionParts<
  FunctionSettings & SharedSettings & { topicNames: TopicNames; schemaRegistryUrl?: string }
>;

/** Builds a function and starts its work. */
export function buildFunction(
  own: OwnFunction,
  { log, tail }: { log: Log; tail: LogTail },
  { settings, connection, probe, metrics, common }: OwnFunctionParts,
): Pick<ServeOptions, "fetch" | "close"> {
  const { name, output, trigger } = own;
  const brokers = new Brokers(connection);
  const { topicNames } = settings;
  const outputs = buildOutputs(name, { settings: connection, brokers, topicNames });
  const { writer } = outputs;
  const outputTopic = output && new OutputTopic(output.topic);
  const resources: CallResources = {
    name,
    output: output?.topic,
    writer,
    produceTimeout: produceTimeout(own.timeout),
    log,
    schemas: schemasOf(settings.schemaRegistryUrl),
  };
  const invocations = new Invocations(log);
  const observe = invocations.add.bind(invocations);
  const caller = new FunctionCaller(own, resources, observe);
  const timed = own.schedule === undefined ? undefined : buildSchedule(own, {
    settings: connection,
    brokers,
    topic: settings.controlTopic,
    resources,
    observe,
  });
  const built = trigger && buildTrigger(own, caller, { settings: connection, brokers, metrics });
  const schedule = timed?.schedule;
  const work = built || timed
    ? buildWork(own, { settings, connection, brokers, runner: built?.runner, timed, log })
    : undefined;
  countRecords(metrics, outputs.outbox);
  registerFunctionMetrics(metrics, { invocations, writer, schedule });

  const letterTopics = [...new Set((trigger?.topics ?? []).map((one) => letterTopic(own, one)))]
    .filter((topic) => topic !== undefined);
  const ending = new AbortController();
  const app = createFunctionApp(own, {
    ...common,
    notReady: async () => await probe.reason() ?? work?.notReady,
    resources,
    log: tail,
    ending: ending.signal,
    status: new FunctionStatusReader({
      own,
      trigger: new StatusReader({
        name,
        offsets: (target) => trigger ? groupOffsets(brokers, target) : Promise.resolve(NO_OFFSETS),
        runner: built?.runner ?? { trouble: undefined, membership: undefined },
        delivery: built?.delivery ?? NO_DELIVERY,
      }),
      invocations,
      writer,
      schedule,
      outputTopic,
    }),
    work: work && {
      ...work.routes,
      invoker: new Invoker({
        own,
        resources,
        caller,
        ...(trigger?.filter && { filter: recordFilter(trigger.filter, own.input) }),
      }),
      lastRecords: (count) => lastRecords(connection, trigger?.topics ?? [], count),
    },
    letters: letterTopics.length > 0
      ? { kafka: connection, letterTopics: () => letterTopics }
      : undefined,
  });

  work?.follow();
  outputTopic?.look(outputs.topics, log, ending.signal);

  return {
    fetch: app.fetch,
    async close() {
      ending.abort(new Error("The function ends"));
      await work?.close();
      await outputs.close();
      invocations.flush();
      await Promise.all([built?.close(), brokers.close()]);
    },
  };
}

/** What a function without a trigger has of one. */
const NO_OFFSETS = { committed: new Map(), logs: new Map() };
const NO_DELIVERY = { counts: zeroCounts() };
