/**
 * The lines that nodes log, in the forms that they have: log4j's, the supervisor's, and JSON.
 *
 * @module
 */

/** One line of a log, as it was written. */
export interface LogLine {
  node: string;
  text: string;
  /** When it was written, ms since 1970, where whoever kept it knows. */
  time?: number;
}

/** What a line says. */
export interface ParsedLine {
  /** When, ms since 1970; absent where the line does not say. */
  time?: number;
  level?: string;
  /** What is left to read, without the time. */
  text: string;
}

/** `[2026-11-30 02:22:38,123] INFO …` of log4j, in UTC, or `[2026-11-30T02:22:38.123Z] …`. */
const BRACKETED = /^\[(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)[,.](\d{3})Z?\] (.*)$/s;

/** The line without its time, and that time. A line that does not say when is left as it is. */
export function parseLine(line: string): ParsedLine {
  const [, date, clock, ms, text] = BRACKETED.exec(line) ?? [];
  if (date) {
    const [level] = /^(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b/.exec(text) ?? [];
    return { time: Date.parse(`${date}T${clock}.${ms}Z`), level, text };
  }
  return line.startsWith("{") ? parseJson(line) : { text: line };
}

/** A line of JSON, such as `{"level":"info","time":"…","function":"orders","message":"…",…}`. */
function parseJson(line: string): ParsedLine {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line);
  } catch {
    return { text: line };
  }
  // The lag monitor's names are LinkedIn's: ts in seconds, and msg.
  const { time, ts, level, message, msg, function: _, ...others } = fields;
  const at = typeof ts === "number" ? ts * 1000 : Date.parse(String(time));
  const said = message ?? msg;
  if (Number.isNaN(at) || typeof said !== "string") return { text: line };
  const grade = typeof level === "string" ? level.toUpperCase() : undefined;
  const told = Object.entries(others).map(([name, value]) => ` ${name}=${fieldText(value)}`);
  return { time: at, level: grade, text: `${grade ? `${grade} ` : ""}${said}${told.join("")}` };
}

function fieldText(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  // A stack has lines of its own.
  return /^[^\s"=]+$/.test(value) || value.includes("\n") ? value : JSON.stringify(value);
}
