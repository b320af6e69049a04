/**
 * What `groups reset` is asked for.
 *
 * @module
 */
import type { ResetStart, ResetTarget } from "../../kafka/admin/groups/reset_offsets.ts";
import { parseStart } from "../../kafka/reader/start.ts";
import { UsageError } from "../cli/invocation/command.ts";

/** Which partitions, and where to: the flags as they were given. @throws {UsageError}. */
export function resetTarget(to: string, topic: string | undefined): ResetTarget {
  return { ...(topic !== undefined && parsePartitions(topic)), to: parseTo(to) };
}

/**
 * Where to: `earliest`, `latest`, an offset, a time, how long ago, or a shift such as `+10` or `-10`.
 *
 * @throws {UsageError} for anything else.
 */
export function parseTo(text: string): ResetStart {
  if (/^[+-]\d+$/.test(text)) return { shift: Number(text) };
  if (/^\d+$/.test(text)) return { offset: Number(text) };
  const start = parseStart(text);
  if (start !== undefined) return start;
  const detail = "earliest, latest, an offset, a time (ISO 8601), how long ago (10m), +N or -N";
  throw new UsageError(`--to is ${detail}; got "${text}"`);
}

/** `topic`, or `topic:0,2`. @throws {UsageError} for partitions that are no numbers. */
export function parsePartitions(text: string): { topic: string; partitions?: number[] } {
  const [topic, partitions, ...rest] = text.split(":");
  if (partitions === undefined) return { topic };
  if (rest.length > 0 || !/^\d+(,\d+)*$/.test(partitions)) {
    throw new UsageError(`--topic is a topic, or topic:0,2 for partitions; got "${text}"`);
  }
  return { topic, partitions: [...new Set(partitions.split(",").map(Number))] };
}

/** Arguments in which `--to -10` is understood, too: a flag's value begins with no dash otherwise. */
export function withShift(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (joined.at(-1) === "--to" && /^-\d+$/.test(arg)) joined[joined.length - 1] = `--to=${arg}`;
    else joined.push(arg);
  }
  return joined;
}
