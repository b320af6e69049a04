/**
 * What nodes logged, merged by time.
 *
 * @module
 */
import { type LogLine, parseLine } from "./log_line.ts";

/** Something that a node logged: a line, with those that belong to it, as a stack trace's do. */
export interface LogEntry {
  node: string;
  /** When, ms since 1970. */
  time: number;
  level?: string;
  lines: string[];
}

/** Gathers the lines of nodes into entries. A line that does not say when belongs to the one before. */
export class LogEntries {
  /** The time of each node's last entry. */
  readonly #last = new Map<string, number>();

  /**
   * The entries of these lines, by time; those of a node stay in their order.
   *
   * @param arrived is when a line was written that says so neither itself nor by one beside it.
   */
  gather(lines: readonly LogLine[], arrived: (node: string) => number): LogEntry[] {
    const entries: LogEntry[] = [];
    const current = new Map<string, LogEntry>();
    const parsed = lines.map((line) => ({ line, ...parseLine(line.text) }));
    // A JVM warns before it has a log, in lines without a time.
    const next = new Map(
      parsed.toReversed().flatMap(({ line: { node }, time }) =>
        time === undefined ? [] : [[node, time]]
      ),
    );
    for (const { line, time, level, text } of parsed) {
      const { node } = line;
      const before = current.get(node);
      if (before && time === undefined && isPart(line, before)) {
        before.lines.push(text);
        continue;
      }
      const known = time ?? line.time ?? this.#last.get(node) ?? next.get(node);
      const entry = { node, time: known ?? arrived(node), level, lines: text.split("\n") };
      this.#last.set(node, entry.time);
      current.set(node, entry);
      entries.push(entry);
    }
    return sorted(entries);
  }
}

/** Whether a line without a time of its own belongs to an entry: it was written with it. */
function isPart(line: LogLine, entry: LogEntry): boolean {
  return line.time === undefined || line.time - entry.time < WITH || /^\s/.test(line.text);
}

/** How much later a line may be kept than the one that it belongs to, ms. */
const WITH = 1_000;

/** By time, and no entry of a node before an earlier one of it, whatever its clock did. */
function sorted(entries: readonly LogEntry[]): LogEntry[] {
  const latest = new Map<string, number>();
  const keyed = entries.map((entry) => {
    const key = Math.max(entry.time, latest.get(entry.node) ?? -Infinity);
    latest.set(entry.node, key);
    return { key, entry };
  });
  return keyed.toSorted((a, b) => a.key - b.key).map(({ entry }) => entry);
}
