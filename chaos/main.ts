/**
 * `deno task chaos [scenario…]`: load while things break, and a verdict on each record.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "../scripts/cli/invocation/command.ts";
import { interruption } from "../scripts/cli/terminal/interruption.ts";
import { count, duration, printableJson, say } from "../scripts/cli/terminal/terminal.ts";
import { wholeNumber } from "../scripts/cli/invocation/whole_number.ts";
import { runningLab, sharedLab } from "../testing/shared_lab.ts";
import type { ChaosLab } from "./labs/lab_kind.ts";
import { tellRun } from "./live/tell_run.ts";
import { html } from "./report/html.ts";
import { junit } from "./report/junit.ts";
import { hasPassed } from "./report/run_report.ts";
import { verdictTable } from "./report/verdict_table.ts";
import { loadScenarios, scenarioNames } from "./run/load_scenarios.ts";
import { runScenarios } from "./run/run_scenarios.ts";
import { leastInSync } from "./workload/sample.ts";
import type { Workload } from "./workload/workload.ts";

/** How many records all scenarios together have acknowledged at least, in full. */
const RECORDS = 100_000;

/** How often a terminal is told how the load is, ms. */
const LIVE = 2_000;

const options = {
  seed: { type: "string" },
  short: { type: "boolean" },
  join: { type: "boolean" },
  function: { type: "string" },
  values: { type: "string" },
  json: { type: "boolean" },
  junit: { type: "string" },
  html: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task chaos [scenario…] [--seed N] [--short] [--join] [--function NAME] …

Writes and reads while things break, and proves that each record that was acknowledged is in the log,
once, in its place and in the order of its key. Fails on any anomaly, and where something takes longer to
recover than its scenario allows. On a lab of its own, which ends with it.

${scenarioNames().map((name) => `  ${name}`).join("\n")}

All of them, where none is named; one that takes what this machine has not is skipped, with the reason. Each is a file in chaos/scenarios/, to which anyone can add.

  --seed N      breaks the same things in the same order again; chosen by chance without it
  --short       a few faults and records, as in CI
  --join        on the lab that runs here, whichever engine runs it: it is broken and healed
  --function NAME  passes the load through a function of yours, or through the consumer: each record must be
                in its output or its dead letters; by producer, it is posted to the producer. Its records are those of the records.json beside it
  --values FILE the values of its records instead, a line each; {{id}} stands for the record's id
  --json        the whole report as JSON
  --junit FILE  the report as JUnit has it
  --html FILE   the report as one page, with a timeline

Example: deno task chaos leader-kill --seed 7 --html chaos.html`,
  options,
  takesWords: true,

  async run(flags, names) {
    const scenarios = await loadScenarios(names);
    const seed = flags.seed === undefined
      ? Math.floor(Math.random() * 1_000_000)
      : wholeNumber("--seed", flags.seed, 0);
    const signal = interruption();
    const { short = false, join = false } = flags;
    const task = ["deno task chaos", ...names, `--seed ${seed}`, ...(short ? ["--short"] : [])];
    const reports = await tellRun(join, task.join(" "), (board) =>
      runScenarios(scenarios, {
        ...{ seed, short, signal },
        say(verb, text) {
          say(verb, text);
          board?.said(verb, text);
        },
        watch(workload) {
          watch(workload);
          board?.follow(workload.samples);
        },
        faulted: (fault) => board?.faulted(fault),
        function: flags.function,
        values: flags.values,
        records: short ? 0 : Math.ceil(RECORDS / scenarios.length),
        plainLab: () => findLab(join, signal),
        isPlainOnly: join,
        begins(name, { summary }) {
          say("Scenario", `${name}: ${summary}; seed ${seed}`);
          board?.begins(name, summary);
        },
        ended(report) {
          board?.ended(report);
          const { scenario, skipped, verdict } = report;
          if (skipped !== undefined) return say("Skipped", `${scenario}: ${skipped}`);
          const acknowledged = count(verdict?.sent.acknowledged ?? 0, "record");
          const how = hasPassed(report) ? "Passed" : "Failed";
          say(how, `${scenario}, with ${acknowledged} acknowledged`);
        },
      }));
    if (flags.html) await Deno.writeTextFile(flags.html, html(reports, task.join(" ")));
    if (flags.junit) await Deno.writeTextFile(flags.junit, junit(reports));
    if (flags.json) console.log(printableJson(JSON.stringify({ seed, reports })));
    else console.log(verdictTable(reports));
    return reports.every(hasPassed) ? 0 : 1;
  },
};

if (import.meta.main) await main(command);

/** @throws {Error} when there is none to join, or it is not ready. */
async function findLab(join: boolean, signal: AbortSignal): Promise<ChaosLab> {
  if (!join) {
    const began = performance.now();
    const lab = await sharedLab(signal);
    say("Ready", `a lab of its own, in ${duration(performance.now() - began)}`);
    return lab;
  }
  const environment = labEnvironment();
  const engine = await currentEngine(environment, topology(environment.offset, environment));
  return { ...await runningLab(engine), engine };
}

/** Tells a terminal how the load is, until it ends. */
function watch(workload: Workload): void {
  if (!Deno.stderr.isTerminal()) return;
  const timer = setInterval(() => {
    if (workload.producedUntil < Infinity) return clearInterval(timer);
    const last = workload.samples.slice(-4);
    const now = last.at(-1);
    if (now === undefined) return;
    const rate = last.reduce((sum, { acknowledged }) => sum + acknowledged, 0) / last.length;
    const parts = [
      `${Math.round(rate).toLocaleString("en")} records/s`,
      `${now.unavailable} of ${workload.partitions} partitions unavailable`,
      `ISR ${leastInSync(now)} of 3`,
      `lag ${now.lag.toLocaleString("en")}`,
      ...(now.p99 === undefined ? [] : [`p99 ${duration(now.p99)}`]),
    ];
    say("Load", parts.join(", "));
  }, LIVE);
  Deno.unrefTimer(timer);
}
