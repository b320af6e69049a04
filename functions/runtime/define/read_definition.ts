import { ConfigError } from "../config/config.ts";
import { FUNCTION_NAME_RULE, isFunctionName, isTopicName } from "../../../kafka/names.ts";
import type { DefinedFunction } from "./define_function.ts";
import type { Input } from "./definition.ts";
import { definitionSchema, type ReadDefinition } from "./definition_schema.ts";

/** A function: its name, and its definition with its defaults. */
export interface OwnFunction extends ReadDefinition {
  name: string;
}

/**
 * Reads a function's definition.
 *
 * @param name the name of the function's folder.
 * @throws {ConfigError} with every fault found.
 */
export function readDefinition(name: string, { definition }: DefinedFunction): OwnFunction {
  const faults: string[] = [];
  if (!isFunctionName(name)) faults.push(`the folder's name ${name} must be ${FUNCTION_NAME_RULE}`);
  const { success, data, error } = definitionSchema.safeParse(definition);
  if (!success) {
    throw new ConfigError([
      ...faults,
      ...error.issues.flatMap((issue) => {
        const names = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
        return names.map((key) =>
          `${[...issue.path, ...key === undefined ? [] : [key]].join(".") || "the definition"} ` +
          issue.message
        );
      }),
    ]);
  }
  const own = { ...data, name };
  faults.push(...conflicts(own));
  if (faults.length > 0) throw new ConfigError(faults);
  return own;
}

/** The subject that an input names; `undefined` where it is no such input. */
export function subjectOf(input: Input): string | undefined {
  if (typeof input === "string" || "~standard" in input) return undefined;
  return input.subject;
}

/** The topic that a function's dead letters of a source topic go to; `undefined`: nowhere. */
export function letterTopic({ name, onFailure }: OwnFunction, source: string): string | undefined {
  if (onFailure === null) return undefined;
  return onFailure?.topic ?? `${source}.${name}.dlq`;
}

/** What its parts must be to each other. */
function conflicts(own: OwnFunction): string[] {
  const { trigger, each, handle, schedule, run, fetch } = own;
  const faults: string[] = [];
  const unless = (holds: boolean, fault: string) => holds || faults.push(fault);
  unless(
    trigger !== undefined || schedule !== undefined || fetch !== undefined,
    "trigger, schedule or fetch must be there: nothing would ever call it",
  );
  unless(!(each && handle), "each and handle exclude each other");
  unless(trigger === undefined || !!(each ?? handle), "trigger needs each or handle");
  unless(trigger !== undefined || !(each ?? handle), "each and handle need a trigger");
  unless((schedule === undefined) === (run === undefined), "schedule and run go together");
  if (trigger === undefined) return faults;
  unless(
    trigger.concurrency === undefined || trigger.ordering !== "partition",
    "trigger.concurrency needs ordering key or none",
  );
  unless(
    trigger.batch.window === 0 || each === undefined,
    "trigger.batch.window has no effect on each, which gets one record: use handle",
  );
  for (const source of trigger.topics) {
    const letters = letterTopic(own, source);
    if (letters === undefined) continue;
    unless(
      !trigger.topics.includes(letters),
      `onFailure: the dead letters of ${source} would go to ${letters}, which it consumes`,
    );
    unless(
      isTopicName(letters),
      `onFailure: ${letters} is too long for a topic, by ${letters.length - 249}: name another`,
    );
  }
  const { filter } = trigger;
  unless(
    subjectOf(own.input) === undefined || filter === undefined ||
      (typeof filter !== "function" && filter.fields === undefined),
    "trigger.filter looks at values before they are read: with a subject as input it takes key and headers",
  );
  if (own.output && trigger.topics.includes(own.output.topic)) {
    faults.push(`output: ${own.output.topic} is consumed too, so that it would never end`);
  }
  return faults;
}
