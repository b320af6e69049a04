/**
 * What `/status` of a function tells beside what all triggers tell.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { describe, type Description } from "../define/describe.ts";
import type { OwnFunction } from "../define/read_definition.ts";
import type { StatusReader } from "../trigger/control/status_reader.ts";
import { type Status, statusSchema } from "../trigger/control/status_schema.ts";
import type { Wanted } from "../trigger/control/wanted_trigger.ts";
import type { Invocations, PastInvocation } from "./call/invocations.ts";
import type { OutputTopic } from "./output/output_topic.ts";
import type { OutputWriter } from "./output/output_writer.ts";
import type { Schedule } from "./schedule/schedule.ts";

const count = z.number().int();

/** The answer of `/status`. */
export const functionStatusSchema = statusSchema.extend({
  function: z.record(z.string(), z.any()).describe("What it says of itself"),
  invocations: count.describe("Calls of this replica's handler"),
  lastInvocations: z.array(z.object({
    time: z.string(),
    records: count,
    ms: z.number(),
    outputs: count,
    failures: count,
    error: z.string().nullable(),
  })).describe("The last calls of this replica, the newest first"),
  outputs: count.describe("Records that this replica wrote"),
  schedule: z.object({
    expression: z.string(),
    next: z.string().nullable().describe("When it is due next"),
    isOwner: z.boolean().describe("Whether this is the replica that runs it"),
    succeeded: count,
    failed: count,
    skipped: count.describe("Times that were due while a run was still under way"),
  }).nullable(),
}).openapi("FunctionStatus");

/** The answer of `/status`. */
export interface FunctionStatus extends Status {
  function: Description;
  invocations: number;
  lastInvocations: PastInvocation[];
  outputs: number;
  schedule:
    | ({ expression: string; next: string | null; isOwner: boolean } & Schedule["counts"])
    | null;
}

/** What the status is read from. */
export interface FunctionStatusSources {
  own: OwnFunction;
  trigger: StatusReader;
  invocations: Invocations;
  writer: Pick<OutputWriter, "written">;
  schedule: Schedule | undefined;
  outputTopic?: Pick<OutputTopic, "trouble">;
}

/** Reads it. */
export class FunctionStatusReader {
  readonly #sources: FunctionStatusSources;

  constructor(sources: FunctionStatusSources) {
    this.#sources = sources;
  }

  /** The status. */
  async read(wanted: Wanted | undefined): Promise<FunctionStatus> {
    const { own, trigger, invocations, writer, schedule, outputTopic } = this.#sources;
    const status = await trigger.read(wanted);
    return {
      ...status,
      problem:
        [status.problem, schedule?.trouble, outputTopic?.trouble].filter(Boolean).join("; ") ||
        null,
      function: describe(own),
      invocations: invocations.count,
      lastInvocations: invocations.last,
      outputs: writer.written,
      schedule: schedule
        ? {
          expression: own.schedule!,
          next: schedule.next,
          isOwner: schedule.isOwner,
          ...schedule.counts,
        }
        : null,
    };
  }
}
