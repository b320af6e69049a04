/**
 * The routes that start, stop and show the producer's run.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readParameters } from "../../runtime/http/body.ts";
import type { Control } from "../../runtime/control/control.ts";
import { addGreeting, addRoute, answer } from "../../runtime/http/routes.ts";
import { type Executor, randomId } from "./executor.ts";
import type { Outbox } from "../../../kafka/producer/outbox.ts";
import { durationMs, type RunParameters, runParameters } from "./run_parameters.ts";
import type { Topics } from "../../runtime/producing/partition_counts.ts";
import { isFinished, type Progress, type Wanted, type WantedRun } from "./wanted_run.ts";

/** What the routes need. */
export interface RunRoutesOptions {
  control: Pick<Control<Wanted>, "current" | "change">;
  progress: Pick<Control<Progress>, "current">;
  executor: Pick<Executor, "report">;
  topics: Topics;
  outbox: Outbox;
}

const noParameters = z.strictObject({}, { error: "is unknown; this route takes none" });

const PROBLEMS = {
  400: "The body is not JSON",
  415: "The body is of another type",
  422: "Unknown or wrong parameters; the detail says what to change",
  503: "Kafka cannot be reached",
};

/** Adds the routes to the application. */
export function addRunRoutes(app: OpenAPIHono, options: RunRoutesOptions): void {
  addGreeting(app, "Producer", ["/start_producer", "/stop_producer", "/topics/{topic}"]);
  addStart(app, options);
  addStop(app, options);
  addStatus(app, options);
}

function addStart(app: OpenAPIHono, options: RunRoutesOptions): void {
  const { control, topics } = options;
  addRoute(app, {
    path: "/start_producer",
    summary: "Start a run, or change it",
    description: "With the parameters of the run under way it changes nothing; with others a new " +
      "run takes its place. Every replica of the producer carries out the whole run. It goes on " +
      "when the function restarts, and does not begin again when it has come to its end.",
    parameters: runParameters,
    answer: answer({ changed: z.boolean(), wanted: z.any() }),
    example: { status: "ok", message: "Producer started", changed: true, wanted: WANTED },
    problems: { ...PROBLEMS, 404: "No such topic" },
  }, async (c) => {
    const parameters = await readParameters(c, runParameters);
    await topics.find(parameters.topic);
    const changed = await control.change((current) =>
      isUnderWay(options, current, parameters) ? undefined : newRun(parameters)
    );
    return c.json({ status: "ok", message: "Producer started", changed, wanted: control.current });
  });
}

function addStop(app: OpenAPIHono, { control, executor }: RunRoutesOptions): void {
  addRoute(app, {
    path: "/stop_producer",
    summary: "Stop the run",
    description:
      "Waits up to 10 s until what is on its way is acknowledged. The counts are those " +
      "of the run in the process that answers; what it has not seen acknowledged has failed.",
    answer: answer({ changed: z.boolean(), run: z.string().nullable(), ...COUNTS }),
    example: {
      status: "ok",
      message: "Producer stopped",
      changed: true,
      run: WANTED.run,
      sent: 3,
      acknowledged: 3,
      failed: 0,
    },
    problems: PROBLEMS,
  }, async (c) => {
    await readParameters(c, noParameters);
    const changed = await control.change((current) =>
      current?.state === "started" ? { state: "stopped" } : undefined
    );
    const { run = null, sent = 0, acknowledged = 0, failed = 0 } = executor.report ?? {};
    const message = "Producer stopped";
    return c.json({ status: "ok", message, changed, run, sent, acknowledged, failed });
  });
}

function addStatus(app: OpenAPIHono, options: RunRoutesOptions): void {
  addRoute(app, {
    path: "/status",
    summary: "What the producer is wanted to do, and has done",
    answer: answer({
      state: z.enum(["started", "stopped", "finished"]),
      wanted: z.any(),
      run: z.object({
        run: z.string(),
        ...COUNTS,
        perSecond: z.number().describe("Records/s acknowledged"),
        finished: z.boolean(),
        lastError: z.string().nullable(),
      }).nullable().describe("The run in this process"),
      ledger: z.array(z.object({
        topic: z.string(),
        partition: z.number(),
        queued: z.number(),
        acknowledged: z.number(),
        failed: z.number(),
        batches: z.number(),
        retries: z.number().describe("Batches sent again"),
        offset: z.number().nullable().describe("Of the last record acknowledged"),
        delayedBy: z.string().nullable().describe("Why its records are not written now"),
      })).describe("All that went to each partition, by run or HTTP, from this process"),
      queue: z.object({
        records: z.number(),
        bytes: z.number(),
        maxRecords: z.number(),
        maxBytes: z.number(),
      }),
    }),
    example: STATUS,
  }, (c) => c.json(status(options)));
}

function status(options: RunRoutesOptions) {
  const { control, executor, outbox } = options;
  const wanted = control.current ?? { state: "stopped" as const };
  const state = wanted.state === "started" && hasEnded(options, wanted) ? "finished" : wanted.state;
  return {
    status: "ok",
    message: `Producer is ${state}`,
    state,
    wanted,
    run: executor.report ?? null,
    ledger: outbox.lanes,
    queue: outbox.queue,
  };
}

function hasEnded({ progress, executor }: RunRoutesOptions, wanted: WantedRun): boolean {
  const { run, finished } = executor.report ?? {};
  return isFinished(wanted, progress.current) || (run === wanted.run && finished === true);
}

function isUnderWay(
  options: RunRoutesOptions,
  wanted: Wanted | undefined,
  parameters: RunParameters,
): boolean {
  return wanted?.state === "started" && !hasEnded(options, wanted) &&
    JSON.stringify(wanted.parameters) === JSON.stringify(parameters);
}

function newRun(parameters: RunParameters): WantedRun {
  const since = Date.now();
  const { duration } = parameters;
  const until = duration === undefined ? undefined : since + durationMs(duration);
  return { state: "started", run: randomId(), since, until, parameters };
}

const COUNTS = { sent: z.number(), acknowledged: z.number(), failed: z.number() };

const WANTED = {
  state: "started",
  run: "5f0c6a1e9d3b",
  since: 1763830000000,
  parameters: { topic: "sampleOne", rate: 0.5, keys: 1, template: "random number {{random}}" },
};

const STATUS = {
  status: "ok",
  message: "Producer is started",
  state: "started",
  wanted: WANTED,
  run: {
    run: WANTED.run,
    sent: 3,
    acknowledged: 3,
    failed: 0,
    perSecond: 0.5,
    finished: false,
    lastError: null,
  },
  ledger: [{
    topic: "sampleOne",
    partition: 0,
    queued: 0,
    acknowledged: 3,
    failed: 0,
    batches: 3,
    retries: 0,
    offset: 2,
    delayedBy: null,
  }],
  queue: { records: 0, bytes: 0, maxRecords: 100_000, maxBytes: 67_108_864 },
};
