/**
 * What a function says of itself: what triggers it, what it takes, and what it does. This is what
 * people write; {@link defineFunction} takes it.
 *
 * @module
 */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Context } from "./context.ts";
import type { InputRecord, OutputRecord } from "./records.ts";

/** A time: `"200ms"`, `"5s"`, `"10m"`, `"1h"`, `"7d"`, or a number of ms. */
export type Duration = string | number;

/** Values of a schema registry's subject: by any version of it, as each value says. */
export interface SubjectInput {
  /** Such as `orders-value`. */
  subject: string;
}

/**
 * How a record's value becomes what the handler gets: as it is, parsed and checked by a schema, or by the
 * schema that a registry has for it.
 */
export type Input = "json" | "text" | "bytes" | StandardSchemaV1 | SubjectInput;

/** The type of the value that a handler gets. A tombstone's value is null. */
export type ValueOf<I extends Input> = I extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<I>
  : I extends "text" ? string | null
  : I extends "bytes" ? Uint8Array | null
  // deno-lint-ignore no-explicit-any -- JSON can be anything, and a schema is there for those who mind.
  : any;

/** Which records a function wants; what is left out matches all. Others are passed by, and counted. */
export interface FilterRules {
  /** The whole key, as text. */
  key?: string;
  /** `name`, or `name:value`; a record must match each. */
  headers?: readonly string[];
  /** Fields of a JSON value, by their path (`customer.country`), and what each must be. */
  fields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The rules, or a predicate of the record before its value is parsed by a schema. */
export type Filter = FilterRules | ((record: InputRecord<unknown>) => boolean);

/** How much a handler gets at once. A batch is of one partition. */
export interface BatchLimits {
  /** The most records, from 1 to 10,000. */
  records?: number;
  /** The most bytes of keys and values. */
  bytes?: number;
  /** How long to wait for a batch to fill, from its first record on. */
  window?: Duration;
}

/** What makes a function work on records of Kafka. */
export interface Trigger {
  topics: readonly string[];
  /** The consumer group; the function's name, unless it says otherwise. */
  group?: string;
  /**
   * Where the group begins that has no commits: `latest` (unless it says otherwise), `earliest`, or a
   * time in ISO 8601. A group that has commits goes on from them.
   */
  from?: string;
  filter?: Filter;
  batch?: BatchLimits;
  /**
   * What may not overtake what: records of a partition, those of a key, or none. With `key` and `none`
   * as many calls as `concurrency` says are under way for a partition.
   */
  ordering?: "partition" | "key" | "none";
  /** Calls at once for a partition, from 1 to 1,000; only with `ordering` `key` or `none`. */
  concurrency?: number;
}

/** How often a record that fails is tried. */
export interface Retries {
  /** Calls in all for a record that stands alone, from 1 to 100; 4 unless it says otherwise. */
  attempts?: number;
  /** The pause before the second call, doubled before each further one up to a minute; 100 ms. */
  backoff?: Duration;
  /** A record older than this is not tried again. */
  maxAge?: Duration;
}

/** A record of a batch that failed although the others did not. */
export interface Failure {
  /** The record as the handler got it, or where it stands. */
  record: Pick<InputRecord<unknown>, "topic" | "partition" | "offset">;
  /** Why; its text goes with the record to the dead letters. */
  error?: unknown;
}

/** What a handler returns: nothing, records for the output, or which failed. */
export type Result =
  | void
  | null
  | OutputRecord
  | readonly OutputRecord[]
  | { failures: readonly Failure[]; records?: readonly OutputRecord[] };

/** Deno permissions beyond the brokers and the own port; nothing else is granted. */
export interface Permissions {
  /** Hosts, `host` or `host:port`. */
  net?: readonly string[];
  /** Variables of the environment. */
  env?: readonly string[];
  /** Files and folders, from the function's folder on. */
  read?: readonly string[];
}

/** What a container of the function may use. */
export interface Resources {
  /** Memory, such as `"256Mi"`. */
  memory?: string;
  /** Processor time, such as `"500m"` or `"1"`. */
  cpu?: string;
}

/** A handler of HTTP requests: a Hono app has one, and so has what `deno serve` serves. */
export type Fetch = (request: Request, context: Context) => Response | Promise<Response>;

/** What a function says of itself. */
export interface FunctionDefinition<I extends Input = "json"> {
  /** The port to listen on; own functions have them from 5010 on. */
  port: number;
  /** What it does, in one sentence: for pages and API references. */
  description?: string;
  trigger?: Trigger;
  /** How values become what the handler gets; `json` unless it says otherwise. */
  input?: I;
  /** Where the records go that it returns. */
  output?: { topic: string };
  /** Handles one record. Either this or `handle`. */
  each?(record: InputRecord<ValueOf<I>>, context: Context): Result | Promise<Result>;
  /** Handles a batch: records of one partition, in their order. */
  handle?(
    records: readonly InputRecord<ValueOf<I>>[],
    context: Context,
  ): Result | Promise<Result>;
  retries?: Retries;
  /** How long a call may take before its signal is aborted and it counts as failed; 30 s. */
  timeout?: Duration;
  /**
   * Where records go that fail for good: a topic, or `null`: nowhere, they are passed by with a line in
   * the log. `<topic>.<function>.dlq` unless it says otherwise.
   */
  onFailure?: { topic: string } | null;
  /** Answers requests to paths that are not the standard ones. */
  fetch?: Fetch | { fetch(request: Request): Response | Promise<Response> };
  /** When `run` is called: a cron expression (UTC). One replica runs it. */
  schedule?: string;
  /** What is done on schedule; it returns what handlers return, but failures. */
  run?(context: Context): Result | Promise<Result>;
  permissions?: Permissions;
  /** Whether it works as soon as it runs, unless it was told to stop; true. */
  autostart?: boolean;
  /** How many of it the lab runs; 1. */
  replicas?: number;
  /** Variables of its environment. */
  env?: Readonly<Record<string, string>>;
  resources?: Resources;
}
