/**
 * Which letters: the flags of list, redrive and discard.
 *
 * @module
 */
import { type LetterFilter, parsePlace } from "../../kafka/letters/letter_filter.ts";
import { parseStart } from "../../kafka/reader/start.ts";
import { CONDITION_FORM, parseCondition } from "../../kafka/record/matching/record_condition.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";

/** The flags. */
export const FILTER_OPTIONS = {
  error: { type: "string" },
  source: { type: "string" },
  function: { type: "string" },
  filter: { type: "string", multiple: true },
  since: { type: "string" },
  until: { type: "string" },
  partition: { type: "string" },
} as const;

/** What they mean, for `--help`. */
export const FILTER_USAGE =
  `  --error TEXT     letters whose error contains this, or that are in this group of errors
  --source TOPIC   those that come from this topic
  --function NAME  those that this function, group or connector could not handle
  --filter WHAT    those whose record is so, as \`deno task consume\` has it: key=K, value~PART, header.NAME=V,
                   value.FIELD=V; as often as needed
  --since WHEN     those put away since then: a time (ISO 8601), or how long ago (10m, 2h, 1d)
  --until WHEN     those put away before
  --partition N    those in this partition`;

/** The flags as they were given. */
export interface FilterFlags {
  error?: string;
  source?: string;
  function?: string;
  filter?: string[];
  since?: string;
  until?: string;
  partition?: string;
}

/**
 * The letters that the flags and words ask for.
 *
 * @param words places of single letters, `partition/offset`.
 * @throws {UsageError} for what makes no sense.
 */
export function letterFilter(flags: FilterFlags, words: readonly string[] = []): LetterFilter {
  const { error, source, function: name, filter = [], since, until, partition } = flags;
  return {
    ...(error !== undefined && { error }),
    ...(source !== undefined && { source }),
    ...(name !== undefined && { function: name }),
    ...(filter.length > 0 && { conditions: filter.map(condition) }),
    ...(since !== undefined && { since: time("--since", since) }),
    ...(until !== undefined && { until: time("--until", until) }),
    ...(partition !== undefined && { partition: wholeNumber("--partition", partition, 0) }),
    ...(words.length > 0 && { places: words.map(place) }),
  };
}

/** The place of a letter. @throws {UsageError} for what is none. */
export function place(text: string) {
  const found = parsePlace(text);
  if (found !== undefined) return found;
  throw new UsageError(`A letter is named by partition/offset, such as 0/17; got "${text}"`);
}

function condition(text: string) {
  const parsed = parseCondition(text);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`--filter is ${CONDITION_FORM}; got "${text}"`);
}

function time(flag: string, text: string): number {
  const start = parseStart(text);
  if (typeof start === "object" && "time" in start) return start.time;
  throw new UsageError(`${flag} is a time (ISO 8601), or how long ago, such as 10m; got "${text}"`);
}
