/**
 * The routes that start, stop, pause and show the consumer.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readParameters } from "../runtime/http/body.ts";
import { Problem } from "../runtime/http/problem.ts";
import { addGreeting, addRoute, answer } from "../runtime/http/routes.ts";
import type { Commands, WantedState } from "../runtime/trigger/commands.ts";
import { STARTED, STATUS } from "./examples.ts";
import { ledgerSchema } from "../runtime/ledger/ledger_report.ts";
import { noParameters, startSchema } from "./parameters.ts";
import { type Status, statusSchema } from "../runtime/trigger/status_schema.ts";
import { type Wanted, wantedSchema } from "../runtime/trigger/wanted.ts";

/** What the routes need. */
export interface ControlRoutesOptions {
  commands: Commands;
  wanted: Pick<WantedState, "current">;
  runner: {
    /** Waits until partitions are assigned. Whether that was within `ms`. */
    assigned(ms: number): Promise<boolean>;
    readonly trouble: string | undefined;
  };
  status: { read(wanted: Wanted | undefined): Promise<Status> };
}

/** How long `wait=assigned` waits, in ms. A member that died holds a group up for 10 s. */
const ASSIGNED_TIMEOUT = 30_000;

const UNKNOWN = "Unknown or wrong parameters; the detail says what to change";
const NO_KAFKA = "Kafka cannot be reached";
const STOPPED = "The consumer is stopped";

const changedSchema = answer({
  changed: z.boolean().describe("Whether it was not so before"),
  wanted: wantedSchema.nullable(),
});

/** Adds the routes to the application. */
export function addControlRoutes(app: OpenAPIHono, options: ControlRoutesOptions): void {
  const verbs = ["start", "stop", "pause", "resume"].map((verb) => `/${verb}_consumer`);
  addGreeting(app, "Consumer", [...verbs, "/messages"]);
  addStart(app, options);
  addStop(app, options);
  addPauseAndResume(app, options);
  addRoute(app, {
    path: "/status",
    summary: "What the consumer is wanted to do, where it is, and the ledger",
    answer: statusSchema,
    example: STATUS,
  }, async (c) => c.json(await options.status.read(options.wanted.current)));
}

function addStart(app: OpenAPIHono, { commands, wanted, runner }: ControlRoutesOptions): void {
  addRoute(app, {
    path: "/start_consumer",
    summary: "Start consuming",
    description: "What is started, or paused, with the same parameters goes on as it is. Records " +
      "that come after the answer are consumed, whether or not partitions are assigned by then. " +
      "It holds for every replica, and goes on when the function restarts. With `from` the group " +
      "is positioned there, and its ledger begins anew.",
    parameters: startSchema,
    answer: changedSchema,
    example: { status: "ok", message: "Consumer started", changed: true, wanted: STARTED },
    problems: {
      404: "No such topic",
      409: "The group cannot be positioned, as others are members of it",
      422: UNKNOWN,
      503: `${NO_KAFKA}, or, with \`wait\`, no partitions were assigned within 30 s`,
    },
  }, async (c) => {
    const { wait, ...parameters } = await readParameters(c, startSchema);
    const changed = await commands.start(parameters);
    if (wait === "assigned" && !await runner.assigned(ASSIGNED_TIMEOUT)) {
      const reason = runner.trouble ?? "the group is still rebalancing";
      const detail = `Cannot wait longer for partitions than ${ASSIGNED_TIMEOUT} ms: ${reason}`;
      throw new Problem("noKafka", detail);
    }
    return c.json({
      status: "ok",
      message: "Consumer started",
      changed,
      wanted: wanted.current ?? null,
    });
  });
}

function addStop(app: OpenAPIHono, { commands, wanted, status }: ControlRoutesOptions): void {
  addRoute(app, {
    path: "/stop_consumer",
    summary: "Stop consuming",
    description: "Finishes the records at hand, commits, and leaves the group.",
    answer: changedSchema.extend({ ledger: ledgerSchema }),
    example: {
      status: "ok",
      message: "Consumer stopped",
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
      message: "Consumer stopped",
      changed,
      wanted: wanted.current ?? null,
      ledger,
    });
  });
}

function addPauseAndResume(app: OpenAPIHono, { commands, wanted }: ControlRoutesOptions): void {
  const routes = [
    {
      verb: "pause",
      message: "Consumer paused",
      summary: "Pause consuming; the assignment and the membership stay",
      state: "paused",
    },
    {
      verb: "resume",
      message: "Consumer resumed",
      summary: "Go on after a pause",
      state: "started",
    },
  ] as const;
  for (const { verb, message, summary, state } of routes) {
    addRoute(app, {
      path: `/${verb}_consumer`,
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
