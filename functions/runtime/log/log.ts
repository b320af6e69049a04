/**
 * The function's log: lines for people on a terminal, and JSON, a line each, for whatever collects them.
 *
 * @module
 */
import type { LogTail } from "./log_tail.ts";

/** How much a line matters, the least first. */
export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = typeof LEVELS[number];

/** What a line has besides its message. */
export type Fields = Readonly<Record<string, unknown>>;

/** What writes a line; it is told the level, as some go elsewhere by it. */
export type WriteLine = (level: Level, line: string) => void;

/** Options of {@linkcode Log}. */
export interface LogOptions {
  /** The function's name. */
  name: string;
  /** The least level that is written. */
  level: Level;
  /** Whether people read it. */
  pretty: boolean;
  write: WriteLine;
  /** Keeps the last lines. */
  tail?: LogTail;
}

/** Writes lines, each with the fields that the log was made with. */
export class Log {
  readonly #options: LogOptions;
  readonly #fields: () => Fields;

  /** @param fields the fields of every line, asked for when there is one. */
  constructor(options: LogOptions, fields: () => Fields = () => ({})) {
    this.#options = options;
    this.#fields = fields;
  }

  /** A log whose lines have these fields too. */
  with(fields: () => Fields): Log {
    return new Log(this.#options, () => ({ ...this.#fields(), ...fields() }));
  }

  /** The same log without lines below a level. */
  atLeast(level: Level): Log {
    return new Log({ ...this.#options, level }, this.#fields);
  }

  // Handlers take logs apart, so these have to know their log by themselves.
  readonly debug = (message: string, fields?: Fields): void => this.line("debug", message, fields);
  readonly info = (message: string, fields?: Fields): void => this.line("info", message, fields);
  readonly warn = (message: string, fields?: Fields): void => this.line("warn", message, fields);
  readonly error = (message: string, fields?: Fields): void => this.line("error", message, fields);

  /** Writes a line, if its level is one of those that are written. */
  line(level: Level, message: string, fields: Fields = {}): void {
    const { name, level: least, pretty, write, tail } = this.#options;
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    const all = { ...this.#fields(), ...fields };
    const time = new Date().toISOString();
    tail?.push({ time, level, text: prettyText(message, all) });
    write(
      level,
      pretty
        ? prettyLine(time, level, message, all)
        : jsonLine({ level, time, function: name, message, ...all }),
    );
  }
}

function prettyLine(time: string, level: Level, message: string, fields: Fields): string {
  return `${time.slice(11, 23)} ${level.toUpperCase().padEnd(5)} ${prettyText(message, fields)}`;
}

function prettyText(message: string, fields: Fields): string {
  const told = Object.entries(fields).map(([name, value]) => ` ${name}=${prettyValue(value)}`);
  return message + told.join("");
}

function prettyValue(value: unknown): string {
  if (value instanceof Error) return value.stack ?? `${value}`;
  if (typeof value === "string") return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
  return jsonLine(value);
}

/** JSON in one line, whatever it is: a log must not fail. */
function jsonLine(value: unknown): string {
  const around: unknown[] = [];
  return JSON.stringify(value, function (this: unknown, _name, part) {
    if (part instanceof Error) return part.stack ?? `${part}`;
    if (typeof part === "bigint") return part.toString();
    if (typeof part !== "object" || part === null) return part;
    // What is around this one, as JSON.stringify goes down and up.
    while (around.length > 0 && around.at(-1) !== this) around.pop();
    if (around.includes(part)) return "[circular]";
    around.push(part);
    return part;
  }) ?? "null";
}
