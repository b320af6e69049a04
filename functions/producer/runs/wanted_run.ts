/**
 * What the producer is wanted to do, as it stands in the control topic.
 *
 * Each replica of the producer carries out the whole run: two replicas write at twice the rate and
 * twice the count. A duration is kept as the time at which it ends, so that it ends then on every
 * replica, and whether or not any was running all the time. For a count, the progress is recorded
 * about once a second, under a key of its own, as a record of progress must never overwrite a
 * stop that another replica has written meanwhile. A replica that restarts or joins goes on from the
 * furthest progress recorded, so a count that was reached does not begin again; what was
 * acknowledged in the last second before a crash is written again.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { runParameters } from "./run_parameters.ts";

const wanted = z.discriminatedUnion("state", [
  z.object({ state: z.literal("stopped") }),
  z.object({
    state: z.literal("started"),
    run: z.string(),
    /** When it was started, in ms since the Unix epoch. */
    since: z.number(),
    /** When it ends, likewise. */
    until: z.number().optional(),
    parameters: runParameters,
  }),
]);

const progress = z.object({
  run: z.string(),
  /** How many of its records were acknowledged. */
  done: z.number(),
});

/** What the producer is wanted to do. */
export type Wanted = z.output<typeof wanted>;

/** The wanted state with a run. */
export type WantedRun = Extract<Wanted, { state: "started" }>;

/** How far a run with a count has come. */
export type Progress = z.output<typeof progress>;

/** @throws {z.ZodError} if it is no wanted state. */
export function parseWanted(json: unknown): Wanted {
  return wanted.parse(json);
}

/** @throws {z.ZodError} if it is no progress. */
export function parseProgress(json: unknown): Progress {
  return progress.parse(json);
}

/** Whether the run has come to its end, by the clock or by its count. */
export function isFinished({ run, until, parameters }: WantedRun, progress?: Progress): boolean {
  if (until !== undefined && Date.now() >= until) return true;
  return progress?.run === run && progress.done >= (parameters.count ?? Infinity);
}
