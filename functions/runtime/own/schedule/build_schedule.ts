import { z } from "@hono/zod-openapi";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../../kafka/client/settings.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import type { CallResources } from "../call/call_context.ts";
import { callRun, runContext } from "../call/call_run.ts";
import { Control } from "../../control/control.ts";
import { controlTopic } from "../../control/control_topic.ts";
import type { Invocation } from "../call/invocations.ts";
import { type Done, Schedule } from "./schedule.ts";
import { ScheduleOwner } from "./schedule_owner.ts";

const doneSchema = z.object({ due: z.string() });

/** A schedule, and what its replicas claim times by. */
export interface BuiltSchedule {
  schedule: Schedule;
  /** To be followed before the schedule is started, and closed after it has stopped. */
  claims: Control<Done>;
}

/** Builds the schedule of a function that has one; it does nothing until it is started. */
export function buildSchedule(
  own: OwnFunction,
  { settings, brokers, topic, resources, observe }: {
    settings: KafkaSettings;
    brokers: Brokers;
    /** The control topic. */
    topic: string;
    resources: CallResources;
    observe(invocation: Invocation): void;
  },
): BuiltSchedule {
  const group = `${own.trigger?.group ?? own.name}-schedule`;
  const claims = new Control<Done>({
    topic: controlTopic(settings, brokers, topic),
    key: group,
    parse: (json) => doneSchema.parse(json),
    apply: () => {},
  });
  const schedule = new Schedule({
    expression: own.schedule!,
    timeout: own.timeout,
    owner: (onAssigned) => new ScheduleOwner({ settings, brokers, group, topic, onAssigned }),
    async claim(due) {
      await claims.known;
      return await claims.change((done) => done && done.due >= due ? undefined : { due });
    },
    async run(due, signal) {
      const context = runContext(resources, due, { attempt: 1, signal });
      await callRun(own, context);
      return context.produced.length;
    },
    observe,
    log: resources.log,
  });
  return { schedule, claims };
}
