/**
 * The producer and the consumer, as their HTTP routes show and steer them.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem, type ProblemKind } from "../../runtime/http/problems/problem.ts";
import { type Ask, ask, below } from "./http_source.ts";

const producerStatus = z.object({
  state: z.enum(["started", "stopped", "finished"]),
  wanted: z.object({ parameters: z.record(z.string(), z.unknown()).optional() }),
  run: z.object({
    sent: z.number(),
    acknowledged: z.number(),
    failed: z.number(),
    perSecond: z.number(),
    lastError: z.string().nullable(),
  }).nullable(),
  ledger: z.array(z.object({
    queued: z.number(),
    acknowledged: z.number(),
    failed: z.number(),
  })),
});

const consumerStatus = z.object({
  state: z.enum(["started", "paused", "stopped"]),
  wanted: z.object({
    topics: z.array(z.string()),
    group: z.string(),
    from: z.string().optional(),
  }).nullable(),
  problem: z.string().nullable(),
  assignment: z.array(z.object({ topic: z.string(), partition: z.number() })),
  totalLag: z.number(),
  ledger: z.object({
    totals: z.object({
      consumed: z.number(),
      lost: z.number(),
      duplicated: z.number(),
      reordered: z.number(),
      redelivered: z.number(),
    }),
  }),
  recentLatency: z.object({ count: z.number(), p50: z.number(), p99: z.number() }),
});

const restStatus = z.object({
  instances: z.array(z.object({ group: z.string(), name: z.string() })),
});

/** What the console shows of rest. */
export type RestStatus = z.infer<typeof restStatus>;

/** What the console shows of the producer. */
export type ProducerStatus = z.infer<typeof producerStatus>;

/** What the console shows of the consumer. */
export type ConsumerStatus = z.infer<typeof consumerStatus>;

/** Longest wait for a command, in ms: a stop drains, and a start may wait for a rebalance. */
const COMMAND_TIMEOUT = 45_000;

/** The kind of problem that a refused command is here, by the status of the refusal. */
const KINDS: Record<number, ProblemKind> = {
  400: "invalid",
  404: "noTopic",
  409: "conflict",
  422: "invalid",
};

const refusal = z.object({
  message: z.string(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).default([]),
});

/** A function with a status of the given shape. */
export class FunctionClient<T> {
  readonly name: string;
  readonly url: string;
  protected readonly ask: Ask;
  readonly #schema: z.ZodType<T>;

  constructor(name: string, url: string, schema: z.ZodType<T>, how: Ask = ask) {
    this.ask = how;
    this.name = name;
    this.url = url;
    this.#schema = schema;
  }

  /** @throws {Problem} `noKafka` if it does not answer, or not as it should. */
  async status(): Promise<T> {
    const response = await this.ask(this.name, below(this.url, "/status"));
    const result = this.#schema.safeParse(await response.json().catch(() => undefined));
    if (result.success) return result.data;
    throw new Problem("noKafka", `Cannot read the ${this.name}'s status: is ${this.url} it?`);
  }

  /**
   * Sends a command with its parameters, and gives back the message of the answer.
   *
   * @throws {Problem} as the function refused it, field by field.
   */
  async command(path: string, parameters: object): Promise<string> {
    const response = await this.ask(this.name, below(this.url, path), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(parameters),
      signal: AbortSignal.timeout(COMMAND_TIMEOUT),
    });
    const answer = await response.json().catch(() => undefined);
    if (response.ok) return refusal.safeParse(answer).data?.message ?? "Done";
    throw refusalOf(response, answer);
  }
}

/** What a function says that does not do what it is told, field by field. */
export function refusalOf({ status }: Response, answer: unknown): Problem {
  const { data } = refusal.safeParse(answer);
  const { message, errors } = data ?? { message: `it answered ${status}`, errors: [] };
  return new Problem(KINDS[status] ?? "noKafka", message, { fields: errors });
}

/** The producer at this address. */
export function producerClient(url: string, how?: Ask): FunctionClient<ProducerStatus> {
  return new FunctionClient("producer", url, producerStatus, how);
}

/** Rest at this address. */
export function restClient(url: string, how?: Ask): FunctionClient<RestStatus> {
  return new FunctionClient("rest", url, restStatus, how);
}

/** The consumer at this address. */
export function consumerClient(url: string, how?: Ask): FunctionClient<ConsumerStatus> {
  return new FunctionClient("consumer", url, consumerStatus, how);
}
