/**
 * A run of `deno task chaos` as it is told to who watches: the newest state of it, in one record of a
 * compacted topic. Who runs it writes the record anew every second; a page needs no more than the last one.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";

/** The topic, of one partition. */
export const CHAOS_TOPIC = "instigator-chaos";

/** The key of its records. */
export const CHAOS_KEY = "run";

/** After so long without news a run that has not ended is taken for one that was cut off, ms. */
export const SILENT_AFTER = 45_000;

const count = z.number().int().nonnegative();
/** ms. */
const time = z.number();

const bound = z.object({
  what: z.string(),
  within: time,
  took: time.optional(),
  met: z.boolean(),
});

const fault = z.object({
  what: z.string(),
  proofs: z.array(z.string()),
  at: time,
  healed: time.optional(),
  bounds: z.array(bound).describe("Empty until the scenario is judged"),
});

const sample = z.object({
  at: time,
  acknowledged: z.number(),
  delivered: z.number(),
  p99: time.optional(),
  unavailable: count,
  lag: count,
  isr: count,
});

const verdict = z.object({
  acknowledged: count,
  unknown: count,
  rejected: count,
  logged: count,
  redelivered: count,
  anomalies: z.record(z.string(), count),
});

const scenario = z.object({
  name: z.string(),
  summary: z.string(),
  state: z.enum(["running", "passed", "failed", "skipped"]),
  seconds: z.number().optional(),
  faults: z.array(fault),
  verdict: verdict.optional(),
  wrong: z.array(z.string()).describe("What was wrong, or why it was skipped"),
  samples: z.array(sample).describe("Of the last scenario only"),
});

/** What a record says. */
export const chaosRunSchema = z.object({
  command: z.string(),
  pid: count,
  startedAt: time,
  updatedAt: time,
  state: z.enum(["running", "passed", "failed", "broken off"]),
  doing: z.string().describe("What it did last"),
  scenarios: z.array(scenario),
});

/** A run, as it was told last; points in time are ms since the Unix epoch, those of a scenario since it began. */
export type ChaosRun = z.infer<typeof chaosRunSchema>;

/** One scenario of a run. */
export type RunScenario = z.infer<typeof scenario>;

/** A fault that has landed. */
export type RunFault = z.infer<typeof fault>;

/** One moment of a scenario. */
export type RunSample = z.infer<typeof sample>;
