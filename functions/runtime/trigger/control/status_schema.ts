import { z } from "@hono/zod-openapi";
import { ledgerSchema } from "../../ledger/ledger_report.ts";
import { wantedSchema } from "./wanted_trigger.ts";

const count = z.number().int();

/** The answer of `/status`. */
export const statusSchema = z.object({
  status: z.literal("ok"),
  message: z.string(),
  state: z.enum(["started", "paused", "stopped"]),
  wanted: wantedSchema.nullable().describe("What was asked for last; null if nothing ever was"),
  problem: z.string().nullable()
    .describe(
      "What is not so, and why: partitions and records that wait, and the handler's failure",
    ),
  member: z.string().nullable().describe("The id of this replica in the group"),
  assignment: z.array(z.object({
    topic: z.string(),
    partition: count,
    position: count.describe("Offset of the next record to process"),
    committed: count.describe("Offset committed last; -1: none yet"),
    highWatermark: count.nullable()
      .describe("Offset that the next record of the log gets; null while no leader tells"),
    lastStableOffset: count.nullable()
      .describe("Where the first open transaction begins, or else the high watermark"),
    lag: count.nullable()
      .describe("Records from the position on that can be read: up to the last stable offset"),
    lagSeconds: z.number().nullable()
      .describe(
        "Age of the oldest record that is not processed, by its timestamp; null: not known",
      ),
  })).describe("The partitions of this replica"),
  totalLag: count.describe("Of the whole group, as far as leaders tell"),
  ledger: ledgerSchema.describe("Of the whole group; other replicas' part as they committed it"),
  recentLatency: z.object({
    count,
    p50: z.number(),
    p99: z.number(),
  }).describe("From stamp to delivery, in ms, of what this replica got in the last 10 s"),
  handler: z.object({
    records: count.describe("Records given to this replica's handler"),
    filtered: count.describe("Records that the filter passed by"),
    failed: count.describe("Records that failed alone, or were named as failed; each time"),
    retries: count.describe("Records that this replica's handler was given again"),
    halved: count.describe("Batches that failed and were halved"),
    deadLetters: count.describe("Records that this replica put into a dead letter topic"),
    passedBy: count.describe("Records that failed for good and are kept nowhere, as is wanted"),
    skipped: count.describe("Records that it was told to pass by"),
    timeouts: count.describe("Calls that took too long"),
    calls: count,
  }).describe("What this replica did since it runs"),
}).openapi("ConsumerStatus");

/** The answer of `/status`. */
export type Status = z.infer<typeof statusSchema>;
