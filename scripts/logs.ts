/**
 * `deno task logs`: what the nodes log, merged by time.
 *
 * @module
 */
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import { LogEntries, type LogEntry } from "../cluster/logs/log_entries.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { nodes } from "../cluster/topology.ts";
import { parseStart } from "../kafka/reader/start.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { logText } from "./cli/terminal/log_text.ts";
import { writeOut } from "./records/output.ts";
import { serviceNames } from "./cli/services.ts";
import { wholeNumber } from "./cli/invocation/whole_number.ts";

const options = {
  follow: { type: "boolean", short: "f" },
  tail: { type: "string", short: "n" },
  since: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task logs [service…] [-f] [--tail N] [--since WHEN]

Prints what the named services (zoo1, kafka2, producer, …), or all of them, logged since the lab was
started: by time, each line with its time and its service. On a terminal the time is this machine's,
elsewhere it is UTC.

  -f, --follow  go on with what they log from now, until Ctrl-C
  -n, --tail N  only the last N; a stack trace is one with its line
  --since WHEN  only from then on: how long ago (10m, 2h, 1d), or a time (ISO 8601)`,
  options,
  takesWords: true,

  async run({ follow = false, tail, since }, words) {
    const { environment, lab } = await thisLab();
    const known = nodes(lab).map(({ name }) => name);
    const names = words.length > 0 ? serviceNames(lab, words) : known;
    const limit = tail === undefined ? Infinity : wholeNumber("--tail", tail, 0);
    const from = since === undefined ? -Infinity : parseSince(since);

    const engine = await currentEngine(environment, lab);
    const entries = new LogEntries();
    const unread = new AbortController();
    const signal = follow ? interruption() : unread.signal;
    const text = logText(known, Math.max(...names.map(({ length }) => length)));
    let history = true;
    await engine.logs(names, {
      follow,
      signal: AbortSignal.any([signal, unread.signal]),
      async take(lines, keptAt) {
        const some = entries.gather(lines, keptAt).filter(({ time }) => time >= from);
        const shown = history ? lastOf(some, limit) : some;
        history = false;
        const bytes = new TextEncoder().encode(shown.map(text).join(""));
        if (!await writeOut(bytes)) unread.abort();
      },
    });
    return 0;
  },
};

function lastOf(entries: readonly LogEntry[], limit: number): readonly LogEntry[] {
  return limit === 0 ? [] : entries.slice(-limit);
}

function parseSince(text: string): number {
  const start = parseStart(text);
  if (typeof start === "object") return start.time;
  throw new UsageError(`--since is how long ago, such as 10m, or a time (ISO 8601); got "${text}"`);
}

if (import.meta.main) await main(command);
