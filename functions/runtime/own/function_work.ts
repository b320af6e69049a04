/**
 * What a function is wanted to do by itself, on every replica: work on records, and on schedule.
 *
 * @module
 */
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import type { SharedSettings } from "../config/shared_variables.ts";
import { Control } from "../control/control.ts";
import { controlTopic } from "../control/control_topic.ts";
import type { OwnFunction } from "../define/read_definition.ts";
import type { Log } from "../log/log.ts";
import { Commands } from "../trigger/control/commands.ts";
import { KafkaPositions, type Positions } from "../trigger/control/group_positions.ts";
import { beginAt } from "../trigger/control/start_positions.ts";
import type { TriggerRoutesOptions } from "../trigger/control/trigger_routes.ts";
import { type Wanted, wantedSchema } from "../trigger/control/wanted_trigger.ts";
import type { Runner } from "../trigger/runner.ts";
import type { BuiltSchedule } from "./schedule/build_schedule.ts";

/** What the work is made of; at least one of runner and schedule. */
export interface WorkOptions {
  settings: SharedSettings;
  connection: KafkaSettings;
  brokers: Brokers;
  runner: Runner | undefined;
  timed: BuiltSchedule | undefined;
  log: Log;
}

/** The work of a function. */
export interface FunctionWork {
  /** Begins to do what is wanted. */
  follow(): void;
  routes: Pick<TriggerRoutesOptions, "commands" | "wanted" | "runner">;
  /** Why it does not go on, or `undefined`. */
  readonly notReady: string | undefined;
  /** Ends it. */
  close(): Promise<void>;
}

/** A function without a trigger has no positions. */
const NO_POSITIONS: Positions = {
  find: () => Promise.resolve([]),
  commit: () => Promise.resolve(),
};

/** The runner of a function without a trigger. */
const NO_RUNNER = {
  skip: () => false,
  holder: () => Promise.resolve(undefined),
  assigned: () => Promise.resolve(true),
  trouble: undefined,
};

/** Builds the work. */
export function buildWork(
  own: OwnFunction,
  { settings, connection, brokers, runner, timed, log }: WorkOptions,
): FunctionWork {
  const { name, trigger, autostart } = own;
  const schedule = timed?.schedule;
  const target = { topics: [...trigger?.topics ?? []], group: trigger?.group ?? name };
  const ending = new AbortController();
  const stored = wantedSchema.pick({ state: true, from: true });
  const control = new Control<Wanted>({
    topic: controlTopic(connection, brokers, settings.controlTopic),
    key: name,
    // What it works on is said by its definition, which may have changed since.
    parse: (json) => ({ ...stored.parse(json), ...target }),
    ...(autostart && { initial: { state: "started", ...target } }),
    async apply(wanted) {
      if (trigger && wanted.state !== "stopped") {
        await beginAt(brokers, target, trigger.from, ending.signal).catch((error: Error) =>
          log.warn(`Cannot say where ${target.group} begins: ${error.message}`)
        );
      }
      if (wanted.state === "started") schedule?.start();
      else await schedule?.stop();
      await runner?.apply(wanted);
    },
  });
  return {
    follow() {
      timed?.claims.follow();
      control.follow();
    },
    routes: {
      commands: new Commands(
        control,
        trigger ? new KafkaPositions(brokers, trigger.from) : NO_POSITIONS,
      ),
      wanted: control,
      runner: runner ?? NO_RUNNER,
    },
    get notReady() {
      return control.reason ?? runner?.blocked ?? schedule?.trouble;
    },
    async close() {
      ending.abort();
      await control.close();
      await Promise.all([runner?.close(), schedule?.stop()]);
      await timed?.claims.close();
    },
  };
}
