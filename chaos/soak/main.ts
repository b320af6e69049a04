/**
 * `deno task soak`: a steady load for an hour, and whether anything grows meanwhile.
 *
 * @module
 */
import { type Command, main, UsageError } from "../../scripts/cli/invocation/command.ts";
import { interruption } from "../../scripts/cli/terminal/interruption.ts";
import { count, duration, printableJson, say } from "../../scripts/cli/terminal/terminal.ts";
import { wholeNumber } from "../../scripts/cli/invocation/whole_number.ts";
import { sharedLab } from "../../testing/shared_lab.ts";
import { hasPassed, runSoak } from "./run_soak.ts";
import { soakHtml, soakTable } from "./soak_report.ts";

const options = {
  minutes: { type: "string", default: "60" },
  json: { type: "boolean" },
  html: { type: "string" },
} as const;

/** How often everything is looked at: 720 times in all, but no more than once a second. */
const LOOKS = 720;
const LEAST_INTERVAL = 1_000;

/** How often it is told how far it is, ms. */
const TOLD = 60_000;

const command: Command<typeof options> = {
  usage: `Usage: deno task soak [--minutes N] [--json] [--html FILE]

Loads a lab of its own steadily with all that it is used for, and samples memory, heap, threads, sockets,
file handles and latency of each function and broker. Fails where one of them grows over the last two
thirds of the time by more than its bound, where a process dies, or where more than one request of 100
fails. Needs Linux.

  --minutes N  how long; 60
  --json       the figures and all samples as JSON
  --html FILE  a page with a chart of each

Example: deno task soak --minutes 10 --html soak.html`,
  options,

  async run({ minutes, json, html }) {
    if (Deno.build.os !== "linux") throw new Error("Cannot soak here: it reads Linux's /proc");
    const wanted = wholeNumber("--minutes", minutes, 1);
    if (wanted > 7 * 24 * 60) throw new UsageError("--minutes is a week at most, 10080");
    const length = wanted * 60_000;
    const signal = interruption();
    const lab = await sharedLab(signal, { functions: true, touchesHeap: true });
    say("Soaking", `a lab of its own for ${duration(length)}`);
    let told = 0;
    const report = await runSoak({
      ...{ lab, length, signal },
      interval: Math.max(LEAST_INTERVAL, length / LOOKS),
      watch(at, { requests, failed, events }) {
        if (at < told + TOLD) return;
        told = at;
        const parts = [count(requests, "request"), `${failed} failed`, count(events, "event")];
        say("Soaked", `${duration(at)}: ${parts.join(", ")}`);
      },
    });
    if (html) {
      await Deno.writeTextFile(html, soakHtml(report, `deno task soak --minutes ${wanted}`));
    }
    if (json) console.log(printableJson(JSON.stringify(report)));
    else console.log(soakTable(report));
    return hasPassed(report) ? 0 : 1;
  },
};

if (import.meta.main) await main(command);
