/**
 * A user's function, as its HTTP routes show and steer it.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { FunctionClient, refusalOf } from "./function_client.ts";
import { type Ask, below } from "./http_source.ts";

const ownStatus = z.object({
  state: z.enum(["started", "paused", "stopped"]),
  problem: z.string().nullable(),
  assignment: z.array(z.object({ topic: z.string(), partition: z.number() })),
  totalLag: z.number(),
  ledger: z.object({ totals: z.object({ consumed: z.number() }) }),
  handler: z.object({
    retries: z.number(),
    deadLetters: z.number(),
    skipped: z.number(),
  }),
  function: z.object({
    description: z.string().nullable(),
    trigger: z.object({
      topics: z.array(z.string()),
      group: z.string(),
      ordering: z.string(),
      filtered: z.boolean(),
    }).nullable(),
    input: z.string(),
    output: z.object({ topic: z.string() }).nullable(),
    deadLetters: z.record(z.string(), z.string().nullable()),
    fetch: z.boolean(),
    replicas: z.number(),
  }),
  invocations: z.number(),
  lastInvocations: z.array(z.object({
    time: z.string(),
    records: z.number(),
    ms: z.number(),
    outputs: z.number(),
    failures: z.number(),
    error: z.string().nullable(),
  })),
  outputs: z.number(),
  schedule: z.object({
    expression: z.string(),
    next: z.string().nullable(),
    succeeded: z.number(),
    failed: z.number(),
  }).nullable(),
});

/** What the console shows of a user's function. */
export type OwnStatus = z.infer<typeof ownStatus>;

/** A call of the handler that has ended. */
export type PastInvocation = OwnStatus["lastInvocations"][number];

const invoked = z.object({
  message: z.string(),
  error: z.string().nullable(),
  records: z.array(z.object({
    topic: z.string(),
    partition: z.number().nullable(),
    offset: z.number().nullable(),
    outcome: z.enum(["ok", "failed", "filtered"]),
    error: z.string().nullable(),
  })),
  outputs: z.array(z.object({
    topic: z.string(),
    key: z.string().nullable(),
    value: z.string().nullable(),
  })),
});

/** What came of calling a function by hand. */
export type Invoked = z.infer<typeof invoked>;

const logs = z.object({
  lines: z.array(z.object({ time: z.string(), level: z.string(), text: z.string() })),
});

/** A line of a function's log. */
export type LogLine = z.infer<typeof logs>["lines"][number];

/** With what to call a function by hand. */
export interface Call {
  /** As JSON: a record, a list of them, or one a line. */
  records?: string;
  /** The last records of its topics, as many. */
  last?: number;
  /** Whether nothing is written. */
  dryRun: boolean;
}

/** How long a handler may take that is called by hand, in ms. */
const CALL_TIMEOUT = 45_000;

/** A user's function. */
export class OwnFunctionClient extends FunctionClient<OwnStatus> {
  constructor(name: string, url: string, how?: Ask) {
    super(name, url, ownStatus, how);
  }

  /** Calls it by hand. @throws {Problem} as the function refused it. */
  async invoke({ records, last, dryRun }: Call): Promise<Invoked> {
    const query = new URLSearchParams({ dry_run: `${dryRun}`, ...(last && { last: `${last}` }) });
    const response = await this.ask(this.name, below(this.url, `/invoke?${query}`), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: records ?? "",
      signal: AbortSignal.timeout(CALL_TIMEOUT),
    });
    const answer = await response.json().catch(() => undefined);
    const result = invoked.safeParse(answer);
    if (response.ok && result.success) return result.data;
    throw refusalOf(response, answer);
  }

  /** The last lines of its log. @throws {Problem} `noKafka` if it does not answer. */
  async logs(): Promise<LogLine[]> {
    const response = await this.ask(this.name, below(this.url, "/logs"));
    const result = logs.safeParse(await response.json().catch(() => undefined));
    if (result.success) return result.data.lines;
    throw new Problem("noKafka", `Cannot read the log of ${this.name}`);
  }
}
