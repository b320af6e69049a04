/**
 * A function as its manifests have it: what is known of it before any of them is written.
 *
 * @module
 */

/** A topic that triggers a function. */
export interface TriggerTopic {
  name: string;
  partitions: number;
}

/** What makes a function run, and how far it scales. */
export interface TriggerPlan {
  topics: readonly TriggerTopic[];
  group: string;
  /** Where a group begins that has no commits. */
  from: string;
  /** The lag for which a replica is added: what one call takes. */
  lagThreshold: number;
}

/** A function as its manifests have it. */
export interface FunctionPlan {
  name: string;
  port: number;
  image: string;
  /** Instead of the image's own entry point. */
  command?: readonly string[];
  workingDir?: string;
  /** Its variables, beside those of all. */
  env: Readonly<Record<string, string>>;
  trigger?: TriggerPlan;
  /** Its dead letter topics, and what each is of. */
  letters: readonly { topic: string; source: string }[];
  output?: string;
  schedule?: string;
  /** Whether others send it requests, beside those that watch it: it cannot be scaled to zero. */
  isServing: boolean;
  /** Whether it is a user's own, and may have secrets of its own. */
  isOwn?: true;
  /** How many run that are not scaled on lag. */
  replicas: number;
  resources: { memory?: string; cpu?: string };
  /** The base URL of the schema registry that it asks. */
  registry?: string;
  /** The hosts that it may speak to beside Kafka and the other functions: `host` or `host:port`. */
  net: readonly string[];
}

/** How many replicas can have work: one a partition. */
export function maxReplicas({ topics }: TriggerPlan): number {
  return topics.reduce((sum, { partitions }) => sum + partitions, 0);
}

/** Whether it is there always: somebody may ask it, or its clock ticks. */
export function isAlwaysThere({ isServing, schedule }: FunctionPlan): boolean {
  return isServing || schedule !== undefined;
}
