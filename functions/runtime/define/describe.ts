/**
 * A definition as JSON, so that engines and manifests know a function without importing it.
 *
 * @module
 */
import { letterTopic, type OwnFunction, subjectOf } from "./read_definition.ts";

/** What there is to know of a function, beside its code. Times are in ms. */
export interface Description {
  name: string;
  port: number;
  description: string | null;
  trigger: {
    topics: string[];
    group: string;
    from: string;
    batch: { records: number; bytes: number; window: number };
    ordering: "partition" | "key" | "none";
    concurrency: number;
    filtered: boolean;
  } | null;
  input: "json" | "text" | "bytes" | "schema" | "subject";
  /** The subject of a schema registry that its values are of; null: of none. */
  subject: string | null;
  output: { topic: string } | null;
  retries: { attempts: number; backoff: number; maxAge: number | null };
  timeout: number;
  /** The dead letter topics, by source topic; null: none. */
  deadLetters: Record<string, string | null>;
  /** Whether it answers requests of its own. */
  fetch: boolean;
  schedule: string | null;
  permissions: { net: string[]; env: string[]; read: string[] };
  autostart: boolean;
  replicas: number;
  env: Record<string, string>;
  resources: { memory?: string; cpu?: string };
}

/** Describes a function. */
export function describe(own: OwnFunction): Description {
  const { name, port, trigger, input, output, retries, fetch, schedule } = own;
  return {
    name,
    port,
    description: own.description ?? null,
    trigger: trigger
      ? {
        topics: trigger.topics,
        group: trigger.group ?? name,
        from: trigger.from,
        batch: trigger.batch,
        ordering: trigger.ordering,
        concurrency: trigger.concurrency ?? 1,
        filtered: trigger.filter !== undefined,
      }
      : null,
    input: typeof input === "string"
      ? input
      : subjectOf(input) === undefined
      ? "schema"
      : "subject",
    subject: subjectOf(input) ?? null,
    output: output ?? null,
    retries: { ...retries, maxAge: retries.maxAge ?? null },
    timeout: own.timeout,
    deadLetters: Object.fromEntries(
      (trigger?.topics ?? []).map((source) => [source, letterTopic(own, source) ?? null]),
    ),
    fetch: fetch !== undefined,
    schedule: schedule ?? null,
    permissions: own.permissions,
    autostart: own.autostart,
    replicas: own.replicas,
    env: own.env,
    resources: own.resources,
  };
}
