/**
 * What `consume` is asked for.
 *
 * @module
 */
import { DURATION_FORM, parseDuration } from "../../kafka/duration.ts";
import { parseStart, type Start } from "../../kafka/reader/start.ts";
import {
  CONDITION_FORM,
  conditionMatcher,
  parseCondition,
} from "../../kafka/record/matching/record_condition.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";

/** As long as timers can be, in ms. */
const LONGEST_TIMEOUT = 24 * 86_400_000;

/** The flags that say which records, and how many. */
export interface ConsumeFlags {
  from?: string;
  offset?: string;
  partition?: string;
  filter?: string[];
  count?: string;
  timeout?: string;
  "until-end"?: boolean;
  follow?: boolean;
  group?: string;
}

/** Which records, and how many. */
export interface ConsumeQuery {
  /** Where to begin; absent: where the group is. */
  from?: Start;
  /** Absent: all. */
  partitions?: readonly number[];
  matches(record: KafkaRecord): boolean;
  /** How many records; without end if nothing was said. */
  limit: number;
  /** How long is waited for a record, in ms. */
  timeoutMs?: number;
  /** Whether to end where the log ended at the beginning. */
  untilEnd: boolean;
  group?: string;
}

/** Reads the flags. @throws {UsageError} for those that make no sense, also with one another. */
export function consumeQuery(flags: ConsumeFlags): ConsumeQuery {
  const { filter = [], count, timeout, group, "until-end": untilEnd = false } = flags;
  if (flags.from !== undefined && flags.offset !== undefined) {
    throw new UsageError("Use --from or --offset, not both");
  }
  if (flags.follow && untilEnd) throw new UsageError("Use --follow or --until-end, not both");
  const partitions = flags.partition === undefined ? undefined : parseList(flags.partition);
  if (group !== undefined && partitions !== undefined) {
    throw new UsageError("Kafka deals out the partitions of a --group; leave --partition out");
  }
  return {
    from: startOf(flags),
    partitions,
    matches: conditionMatcher(filter.map(condition)),
    limit: count === undefined ? Infinity : wholeNumber("--count", count),
    timeoutMs: timeout === undefined ? undefined : parseTimeout(timeout),
    untilEnd,
    group,
  };
}

function startOf({ from, offset, group, "until-end": untilEnd }: ConsumeFlags): Start | undefined {
  if (offset !== undefined) return { offset: wholeNumber("--offset", offset, 0) };
  if (from === undefined) {
    // Up to the end there is nothing from the end on.
    return group !== undefined ? undefined : untilEnd ? "earliest" : "latest";
  }
  const start = parseStart(from);
  if (start !== undefined) return start;
  const form = "earliest, latest, a time, or how long ago, such as 10m";
  throw new UsageError(`--from is ${form}; got "${from}"`);
}

function parseList(text: string): number[] {
  if (/^\d+(,\d+)*$/.test(text)) return [...new Set(text.split(",").map(Number))];
  throw new UsageError(`--partition is a number, or several as 0,2; got "${text}"`);
}

function condition(text: string) {
  const parsed = parseCondition(text);
  if (parsed !== undefined) return parsed;
  throw new UsageError(`--filter is ${CONDITION_FORM}; got "${text}"`);
}

function parseTimeout(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0 && ms <= LONGEST_TIMEOUT) return ms;
  throw new UsageError(`--timeout is ${DURATION_FORM}, of 24 days at most; got "${text}"`);
}
