import { Buffer } from "node:buffer";
import { recordJson } from "../../kafka/record/record_json.ts";
import { formatLine } from "../../kafka/record/record_line.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { prettyRecord } from "./pretty_record.ts";
import { printableJson, printableLines } from "../cli/terminal/terminal.ts";

/** The flags that say how records are printed. */
export interface FormatFlags {
  json?: boolean;
  pretty?: boolean;
  "key-separator"?: string;
}

/**
 * How a record is printed, its line feed included: to the byte, and on a terminal without what that would
 * obey. @throws {UsageError} for two ways at once. */
export function recordFormat(flags: FormatFlags): (record: KafkaRecord) => Uint8Array {
  const { json = false, pretty = false, "key-separator": separator } = flags;
  if ([json, pretty, separator !== undefined].filter(Boolean).length > 1) {
    throw new UsageError("Use one of --json, --pretty and --key-separator");
  }
  const isTerminal = Deno.stdout.isTerminal();
  const shownJson = isTerminal ? printableJson : asIs;
  if (json) return (record) => Buffer.from(`${shownJson(recordJson(record))}\n`);
  if (pretty) return (record) => Buffer.from(`${prettyRecord(record)}\n`);
  if (isTerminal) {
    return (record) => Buffer.from(printableLines(`${formatLine(record, separator)}`));
  }
  return (record) => formatLine(record, separator);
}

function asIs(text: string): string {
  return text;
}
