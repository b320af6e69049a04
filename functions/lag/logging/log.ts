/**
 * The lag monitor's log: one JSON object a line, with the fields that LinkedIn's Burrow has.
 *
 * @module
 */

/** The levels, by how much they tell. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal"] as const;

/** A level of the log. */
export type LogLevel = typeof LOG_LEVELS[number];

/** Burrow's other names of levels. */
const ALIASES: Record<string, LogLevel> = { trace: "debug", warning: "warn" };

/** The level of a name, in any case; `undefined` if there is none. */
export function logLevel(name: string): LogLevel | undefined {
  const lower = name.toLowerCase();
  return LOG_LEVELS.find((level) => level === lower) ?? ALIASES[lower];
}

/** Writes messages at or above its level, which can be changed at any time. */
export class Log {
  level: LogLevel;
  readonly #write: (line: string) => void;

  constructor(level: LogLevel, write: (line: string) => void) {
    this.level = level;
    this.#write = write;
  }

  debug(msg: string, fields?: object): void {
    this.#log("debug", msg, fields);
  }

  info(msg: string, fields?: object): void {
    this.#log("info", msg, fields);
  }

  warn(msg: string, fields?: object): void {
    this.#log("warn", msg, fields);
  }

  error(msg: string, fields?: object): void {
    this.#log("error", msg, fields);
  }

  #log(level: LogLevel, msg: string, fields: object = {}): void {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.level)) return;
    this.#write(JSON.stringify({ level, ts: Date.now() / 1000, msg, ...fields }));
  }
}
