/**
 * The routes that start, stop, pause and show a trigger.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readParameters } from "../../http/body.ts";
import { Problem } from "../../http/problems/problem.ts";
import { addGreeting, addRoute, answer } from "../../http/routes.ts";
import type { Commands, WantedState } from "./commands.ts";
import { STARTED, STATUS } from "./trigger_examples.ts";
import { ledgerSchema } from "../../ledger/ledger_report.ts";
import { noParameters, startSchema, type TriggerDefaults } from "./start_parameters.ts";
import { addSkipRoute, type SkipRouteOptions } from "./skip_route.ts";
import { type Status, statusSchema } from "./status_schema.ts";
import { type Wanted, wantedSchema } from "./wanted_trigger.ts";

/** What the routes need. */
export interface TriggerRoutesOptions extends SkipRouteOptions {
  /** The function's name, such as Consumer. */
  name: string;
  /** What follows /start, /stop, /pause, /resume and /skip, such as _consumer; may be empty. */
  routeSuffix: string;
  /** The paths that the function has beside these, for its greeting. */
  otherRoutes: readonly string[];
  defaults: TriggerDefaults;
  commands: Commands;
  wanted: Pick<WantedState, "current">;
  runner: SkipRouteOptions["runner"] & {
    /** Waits until partitions are assigned. Whether that was within `ms`. */
    assigned(ms: number): Promise<boolean>;
    readonly trouble: string | undefined;
  };
  status: {
    read(wanted: Wanted | undefined): Promise<Status>;
    /** Of its answer, where it has more than all have. */
    schema?: typeof statusSchema;
  };
}

/** How long `wait=assigned` waits, in ms. A member that died holds a group up for 10 s. */
const ASSIGNED_TIMEOUT = 30_000;

const UNKNOWN = "Unknown or wrong parameters; the detail says what to change";
const NO_KAFKA = "Kafka cannot be reached";
const STOPPED = "It is stopped";

const changedSchema = answer({
  changed: z.boolean().describe("Whether it was not so before"),
  wanted: wantedSchema.nullable(),
});

/** Adds the routes to the application. */
export function addTriggerRoutes(app: OpenAPIHono, options: TriggerRoutesOptions): void {
  const { name, routeSuffix, otherRoutes } = options;
  const verbs = ["start", "stop", "pause", "resume", "skip"].map((verb) =>
    `/${verb}${routeSuffix}`
  );
  addGreeting(app, name, [...verbs, ...otherRoutes]);
  addStart(app, options);
  addStop(app, options);
  addPauseAndResume(app, options);
  addSkipRoute(app, options);
  addRoute(app, {
    path: "/status",
    summary: "What it is wanted to do, where it is, and the ledger",
    answer: options.status.schema ?? statusSchema,
    example: STATUS,
  }, async (c) => c.json(await options.status.read(options.wanted.current)));
}

function addStart(app: OpenAPIHono, options: TriggerRoutesOptions): void {
  const { name, routeSuffix, defaults, commands, wanted, runner } = options;
  const parameters = startSchema(defaults);
  addRoute(app, {
    path: `/start${routeSuffix}`,
    summary: "Start consuming",
    description: "What is started, or paused, with the same parameters goes on as it is. Records " +
      "that come after the answer are consumed, whether or not partitions are assigned by then. " +
      "It holds for every replica, and goes on when the function restarts. With `from` the group " +
      "is positioned there, and its ledger begins anew.",
    parameters,
    answer: changedSchema,
    example: { status: "ok", message: `${name} started`, changed: true, wanted: STARTED },
    problems: {
      404: "No such topic",
      409: "The group cannot be positioned, as others are members of it",
      422: UNKNOWN,
      503: `${NO_KAFKA}, or, with \`wait\`, no partitions were assigned within 30 s`,
    },
  }, async (c) => {
    const { wait, ...target } = await readParameters(c, parameters);
    const changed = await commands.start(target);
    if (wait === "assigned" && !await runner.assigned(ASSIGNED_TIMEOUT)) {
      const reason = runner.trouble ?? "the group is still rebalancing";
      const detail = `Cannot wait longer for partitions than ${ASSIGNED_TIMEOUT} ms: ${reason}`;
      throw new Problem("noKafka", detail);
    }
    return c.json({
      status: "ok",
      message: `${name} started`,
      changed,
      wanted: wanted.current ?? null,
    });
  });
}

function addStop(app: OpenAPIHono, options: TriggerRoutesOptions): void {
  const { name, routeSuffix, commands, wanted, status } = options;
  addRoute(app, {
    path: `/stop${routeSuffix}`,
    summary: "Stop consuming",
    description: "Finishes the records at hand, commits, and leaves the group.",
    answer: changedSchema.extend({ ledger: ledgerSchema }),
    example: {
      status: "ok",
      message: `${name} stopped`,
      changed: true,
      wanted: { ...STARTED, state: "stopped" },
      ledger: STATUS.ledger,
    },
    problems: { 422: UNKNOWN, 503: NO_KAFKA },
  }, async (c) => {
    await readParameters(c, noParameters);
    const changed = await commands.stop();
    const { ledger } = await status.read(wanted.current);
    return c.json({
      status: "ok",
      message: `${name} stopped`,
      changed,
      wanted: wanted.current ?? null,
      ledger,
    });
  });
}

function addPauseAndResume(app: OpenAPIHono, options: TriggerRoutesOptions): void {
  const { name, routeSuffix, commands, wanted } = options;
  const routes = [
    {
      verb: "pause",
      message: `${name} paused`,
      summary: "Pause consuming; the assignment and the membership stay",
      state: "paused",
    },
    {
      verb: "resume",
      message: `${name} resumed`,
      summary: "Go on after a pause",
      state: "started",
    },
  ] as const;
  for (const { verb, message, summary, state } of routes) {
    addRoute(app, {
      path: `/${verb}${routeSuffix}`,
      summary,
      answer: changedSchema,
      example: { status: "ok", message, changed: true, wanted: { ...STARTED, state } },
      problems: { 409: STOPPED, 422: UNKNOWN, 503: NO_KAFKA },
    }, async (c) => {
      await readParameters(c, noParameters);
      const changed = await commands[verb]();
      return c.json({ status: "ok", message, changed, wanted: wanted.current ?? null });
    });
  }
}
