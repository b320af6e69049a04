/**
 * A user's own function, as the lab knows it: by what it says of itself, and never by its code.
 *
 * @module
 */

/**
 * What the functions' runtime prints of a function; times are in ms. Only what the lab reads. A test
 * holds it against what the runtime prints.
 */
export interface FunctionDescription {
  name: string;
  port: number;
  description: string | null;
  trigger: { topics: string[]; group: string; from: string; batch: { records: number } } | null;
  /** The subject of a schema registry that its values are of; null: of none. */
  subject?: string | null;
  output: { topic: string } | null;
  /** The dead letter topics, by source topic; null: none. */
  deadLetters: Record<string, string | null>;
  /** Whether it answers requests of its own. */
  fetch: boolean;
  schedule: string | null;
  /** What it may do beyond reaching the brokers and listening on its port. */
  permissions: { net: string[]; env: string[]; read: string[] };
  replicas: number;
  env: Record<string, string>;
  resources: { memory?: string; cpu?: string };
}

/** Where a function's code is. Paths are absolute. */
export interface FunctionSource {
  /** The name of its folder. */
  name: string;
  /** The folder. */
  folder: string;
  /** Its `function.ts`. */
  file: string;
  /** The configuration that its imports are of. */
  config: string;
}

/** A function that was described. */
export interface OwnFunction extends FunctionSource {
  description: FunctionDescription;
  /** The files of its code beside what all functions share: those that it imports. */
  imports: readonly string[];
}

/** A function that cannot be started. */
export interface BrokenFunction extends FunctionSource {
  /** Why, in one line. */
  reason: string;
}
