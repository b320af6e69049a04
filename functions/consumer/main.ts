/**
 * The consumer: `deno run --allow-net=… --allow-env=… functions/consumer/main.ts`.
 *
 * @module
 */
import { Control } from "../runtime/control/control.ts";
import { controlTopic } from "../runtime/control/control_topic.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { runFunction } from "../runtime/run_function.ts";
import { createConsumerApp, TRIGGER } from "./app.ts";
import { Commands } from "../runtime/trigger/control/commands.ts";
import { variables } from "./consumer_settings.ts";
import { deadLetterTopic } from "../runtime/trigger/delivery/dead_letter.ts";
import { DeadLetters } from "../runtime/trigger/delivery/dead_letters.ts";
import { Delivery } from "../runtime/trigger/delivery/delivery.ts";
import { ONE_BY_ONE } from "../runtime/trigger/delivery/delivery_options.ts";
import { groupOffsets } from "../../kafka/admin/groups/group_offsets.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { handle } from "./handler.ts";
import { MessageRing } from "./messages/message_ring.ts";
import { registerTriggerMetrics } from "../runtime/trigger/control/trigger_metrics.ts";
import { KafkaPositions } from "../runtime/trigger/control/group_positions.ts";
import { Runner } from "../runtime/trigger/runner.ts";
import { StatusReader } from "../runtime/trigger/control/status_reader.ts";
import { type Wanted, wantedSchema } from "../runtime/trigger/control/wanted_trigger.ts";

const NAME = "consumer";

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    const ring = new MessageRing({
      maxRecords: settings.messagesMaxRecords,
      maxBytes: settings.messagesMaxBytes,
    });
    const brokers = new Brokers(connection);
    const letters = new DeadLetters({
      brokers,
      sender: new Sender(new Brokers(connection)),
      name: NAME,
      topicOf: deadLetterTopic,
    });
    const delivery = new Delivery({
      ...ONE_BY_ONE,
      name: NAME,
      caller: (call) => handle(call.records[0], call),
      letters,
    });
    const runner = new Runner({
      settings: connection,
      brokers,
      delivery,
      letters,
      observer: { delivered: (record) => ring.push(record), batchEnded: () => ring.wake() },
    });
    const control = new Control<Wanted>({
      topic: controlTopic(connection, brokers, settings.controlTopic),
      key: NAME,
      parse: (json) => wantedSchema.parse(json),
      async apply(wanted) {
        await runner.apply(wanted);
        ring.keepTopics(wanted.topics);
      },
    });
    registerTriggerMetrics(
      metrics,
      "instigator_consumer",
      () => runner.membership?.partitions ?? [],
      delivery,
    );

    const app = createConsumerApp({
      ...common,
      notReady: async () => await probe.reason() ?? control.reason ?? runner.blocked,
      commands: new Commands(control, new KafkaPositions(brokers)),
      wanted: control,
      runner,
      status: new StatusReader({
        name: "Consumer",
        offsets: (target) => groupOffsets(brokers, target),
        runner,
        delivery,
      }),
      ring,
      kafka: connection,
      letterTopics: () => (control.current ?? TRIGGER.defaults).topics.map(deadLetterTopic),
    });

    control.follow();

    return {
      fetch: app.fetch,
      async close() {
        ring.close();
        await control.close();
        await runner.close();
        await Promise.all([letters.close(), brokers.close()]);
      },
    };
  },
});
