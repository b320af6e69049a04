/**
 * A function at work, from its definition and what reaches Kafka.
 *
 * @module
 */
import { groupOffsets } from "../../../kafka/admin/groups/group_offsets.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { Outbox } from "../../../kafka/producer/outbox.ts";
import { Sender } from "../../../kafka/producer/sender.ts";
import type { SharedSettings } from "../config/shared_variables.ts";
import { Control } from "../control/control.ts";
import { controlTopic } from "../control/control_topic.ts";
import type { TopicNames } from "../define/place.ts";
import { letterTopic, type OwnFunction } from "../define/read_definition.ts";
import type { ServeOptions } from "../http/serve.ts";
import type { Log } from "../log/log.ts";
import { fetchPartitionCounts, Topics } from "../producing/partition_counts.ts";
import type { FunctionParts, FunctionSettings } from "../run_function.ts";
import { Commands } from "../trigger/control/commands.ts";
import { KafkaPositions } from "../trigger/control/group_positions.ts";
import { StatusReader } from "../trigger/control/status_reader.ts";
import { registerTriggerMetrics } from "../trigger/control/trigger_metrics.ts";
import { type Wanted, wantedSchema } from "../trigger/control/wanted_trigger.ts";
import { DeadLetters } from "../trigger/delivery/dead_letters.ts";
import { Delivery } from "../trigger/delivery/delivery.ts";
import { Runner } from "../trigger/runner.ts";
import { createOwnApp } from "./app.ts";
import { FunctionCaller } from "./call/function_caller.ts";
import { OutputWriter } from "./output/output_writer.ts";
import { beginAt } from "./start_positions.ts";

/** What may wait for Kafka before `produce` of a request is refused. */
const QUEUE = { maxRecords: 100_000, maxBytes: 64 * 2 ** 20 };

/** Builds a function and starts its work. */
export function buildFunction(
  own: OwnFunction,
  log: Log,
  { settings, connection, probe, metrics, common }: FunctionParts<
    FunctionSettings & SharedSettings & { topicNames: TopicNames }
  >,
): Pick<ServeOptions, "fetch" | "close"> {
  const { name } = own;
  const trigger = own.trigger!;
  const brokers = new Brokers(connection);
  const sender = new Sender(new Brokers(connection));
  const outbox = new Outbox({
    send: (topic, records, watch) => sender.deliver(topic, records, watch),
    ...QUEUE,
  });
  const writer = new OutputWriter({
    outbox,
    topics: new Topics(fetchPartitionCounts(brokers)),
    topicNames: settings.topicNames,
    name,
  });
  const caller = new FunctionCaller(
    own,
    { name, output: own.output?.topic, writer, log },
    () => {},
  );

  const letters = new DeadLetters(
    brokers,
    new Sender(new Brokers(connection)),
    (source) => letterTopic(own, source)!,
  );
  const delivery = new Delivery((record, signal) => {
    const failed = caller.call({ records: [record], attempt: 1, signal });
    if (failed === undefined) return;
    return Promise.resolve(failed).then((failures) => {
      if (failures?.[0]) throw failures[0].error;
    });
  }, letters);
  const runner = new Runner({
    settings: connection,
    brokers,
    delivery,
    letters,
    observer: { delivered() {}, batchEnded() {} },
  });
  const target = { topics: [...trigger.topics], group: trigger.group ?? name };
  const control = new Control<Wanted>({
    topic: controlTopic(connection, brokers, settings.controlTopic),
    key: name,
    // What it consumes is said by the definition, which may have changed since.
    parse: (json) => ({ ...wantedSchema.parse(json), ...target }),
    ...(own.autostart && { initial: { state: "started", ...target } }),
    async apply(wanted) {
      if (wanted.state === "started") {
        await beginAt(brokers, target, trigger.from).catch((error: Error) =>
          log.warn(`Cannot say where ${target.group} begins: ${error.message}`)
        );
      }
      await runner.apply(wanted);
    },
  });
  registerTriggerMetrics(
    metrics,
    "instigator_function",
    () => runner.membership?.partitions ?? [],
    delivery,
  );

  const app = createOwnApp(own, {
    ...common,
    notReady: async () => await probe.reason() ?? control.reason ?? runner.blocked,
    commands: new Commands(control, new KafkaPositions(brokers)),
    wanted: control,
    runner,
    status: new StatusReader({
      name,
      offsets: (target) => groupOffsets(brokers, target),
      runner,
      delivery,
    }),
  });

  control.follow();
  const ticking = setInterval(() => outbox.tick(), 1_000);

  return {
    fetch: app.fetch,
    async close() {
      await control.close();
      await runner.close();
      await outbox.drained();
      clearInterval(ticking);
      await Promise.all([sender.close(), letters.close(), brokers.close()]);
    },
  };
}
