/**
 * Lines of a function's log, as a terminal shows them.
 *
 * @module
 */
import { ownStack } from "../cli/own_stack.ts";
import { count, printableLines, style } from "../cli/terminal/terminal.ts";

/** A structured line of a function's log. */
interface LogLine extends Record<string, unknown> {
  level: string;
  time: string;
  function: string;
  message: string;
}

const COLOURS: Record<string, Parameters<typeof style>[0]> = {
  debug: "dim",
  info: "cyan",
  warn: "yellow",
  error: "red",
};

/** A line that a function wrote, with the function's name before it; stacks stand below their line. */
export function logLine(name: string, line: string): string {
  const parsed = parse(line);
  if (parsed === undefined) return `${style("dim", name)} ${printableLines(line)}`;
  const { level, time, function: _, message, ...fields } = parsed;
  const texts = Object.entries(fields).map(([field, value]) => [
    field,
    typeof value === "string" ? ownStack(value) : JSON.stringify(value),
  ]);
  const [below, beside] = [true, false].map((isLong) =>
    texts.filter(([, text]) => text.includes("\n") === isLong)
  );
  const isCall = message === "invocation";
  const first = [
    style("dim", new Date(time).toLocaleTimeString("en-GB")),
    style(COLOURS[level] ?? "dim", name),
    isCall ? callText(fields) : printableLines(ownStack(message)),
    ...beside.filter(([field]) => !isCall || !CALL.includes(field)).map(fieldText),
  ];
  const stacks = below.map(([, text]) => printableLines(text).replace(/^/gm, "    "));
  return [first.join(" "), ...stacks].join("\n");
}

/** The fields of a call's line. */
const CALL = ["calls", "records", "outputs", "failures", "ms"];

/** What a call came to: `2 records, 2 outputs, 3 ms`. */
function callText({ calls, records, outputs, failures, ms }: Record<string, unknown>): string {
  return [
    calls !== undefined && `${calls} more calls`,
    count(Number(records), "record"),
    Number(outputs) > 0 && count(Number(outputs), "output"),
    Number(failures) > 0 && style("red", `${failures} failed`),
    `${ms} ms`,
  ].filter(Boolean).join(", ");
}

function fieldText([field, text]: string[]): string {
  const shown = /[\s"=]/.test(text) ? JSON.stringify(text) : text;
  return `${style("dim", `${field}=`)}${printableLines(shown)}`;
}

function parse(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { level, time, message } = JSON.parse(line);
    const isLine = [level, time, message].every((part) => typeof part === "string");
    return isLine && !Number.isNaN(Date.parse(time)) ? JSON.parse(line) : undefined;
  } catch {
    return undefined;
  }
}
