/**
 * What `produce` makes of a line.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import type { NewRecord } from "../../kafka/producer/topic_producer.ts";
import { parseRecordJson } from "../../kafka/record/record_json.ts";
import { parseLine } from "../../kafka/record/record_line.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";

/** The flags that say what a line is. */
export interface LineFlags {
  key?: string;
  "key-separator"?: string;
  header?: string[];
  partition?: string;
  tombstone?: boolean;
  json?: boolean;
  from?: string;
}

/** The record of a line. @throws {Error} for a line that is none. */
export type LineRecords = (line: Buffer) => NewRecord;

/** Reads the flags. @throws {UsageError} for those that make no sense, also with one another. */
export function lineRecords(flags: LineFlags): LineRecords {
  const { key, "key-separator": separator, tombstone = false, json = false, from } = flags;
  const { header = [] } = flags;
  if (key !== undefined && separator !== undefined) {
    throw new UsageError("Use --key or --key-separator, not both");
  }
  if (separator === "") throw new UsageError("--key-separator is at least one character");
  if (tombstone && separator !== undefined) {
    throw new UsageError("A --tombstone has no value for --key-separator to part from its key");
  }
  if (json || from !== undefined) {
    const told = ["key", "key-separator", "header", "partition", "tombstone"] as const;
    const other = told.find((name) => flags[name] !== undefined);
    if (other) throw new UsageError(`Lines of JSON tell it themselves; leave --${other} out`);
    return (line) => parseRecordJson(line.toString());
  }
  const headers = header.map(parseHeader);
  const partition = flags.partition === undefined
    ? undefined
    : wholeNumber("--partition", flags.partition, 0);
  const common = { headers, ...(partition !== undefined && { partition }) };
  if (tombstone) return (line) => ({ key: line, value: null, ...common });
  return (line) => ({ ...parseLine(line, { key, separator }), ...common });
}

/** `name=value`, or `name` for one that is null. @throws {UsageError} without a name. */
function parseHeader(text: string): [name: string, value: string | null] {
  const at = text.indexOf("=");
  if (at === 0) throw new UsageError(`--header is name=value, or name for null; got "${text}"`);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
