import type { Brokers } from "../../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../../kafka/client/settings.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import type { CallResources } from "../call/call_context.ts";
import { callRun, runContext } from "../call/call_run.ts";
import type { Invocation } from "../call/invocations.ts";
import { Schedule } from "./schedule.ts";
import { ScheduleOwner } from "./schedule_owner.ts";

/** Builds the schedule of a function that has one; it does nothing until it is started. */
export function buildSchedule(
  own: OwnFunction,
  { settings, brokers, topic, resources, observe }: {
    settings: KafkaSettings;
    brokers: Brokers;
    /** The topic by which one replica is found that keeps the schedule. */
    topic: string;
    resources: CallResources;
    observe(invocation: Invocation): void;
  },
): Schedule {
  return new Schedule({
    expression: own.schedule!,
    timeout: own.timeout,
    owner: () =>
      new ScheduleOwner({
        settings,
        brokers,
        group: `${own.trigger?.group ?? own.name}-schedule`,
        topic,
      }),
    async run(due, signal) {
      const context = runContext(resources, due, { attempt: 1, signal });
      await callRun(own, context);
      return context.produced.length;
    },
    observe,
    log: resources.log,
  });
}
