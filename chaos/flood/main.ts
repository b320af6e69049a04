/**
 * `deno task flood`: a thousand connections that write as fast as they can, and what must hold meanwhile.
 *
 * @module
 */
import { type Command, main } from "../../scripts/cli/invocation/command.ts";
import { interruption } from "../../scripts/cli/terminal/interruption.ts";
import { bytes, count, fail, printableJson, say } from "../../scripts/cli/terminal/terminal.ts";
import { wholeNumber } from "../../scripts/cli/invocation/whole_number.ts";
import { sharedLab } from "../../testing/shared_lab.ts";
import { floodFaults, runFlood } from "./run_flood.ts";

const options = {
  seconds: { type: "string", default: "60" },
  connections: { type: "string", default: "1000" },
  json: { type: "boolean" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task flood [--seconds N] [--connections N] [--json]

Floods the producer's POST /topics/{topic} of a lab of its own. Fails on an answer that is none of 200,
429 with a Retry-After and 503, where memory grows by more than 64 MiB, where /healthz takes a second or
more in one of 100 times, or where an acknowledged record is not in the log. Needs Linux.

  --seconds N      how long; 60
  --connections N  how many; 1000
  --json           the figures as JSON`,
  options,

  async run({ seconds, connections, json }) {
    if (Deno.build.os !== "linux") throw new Error("Cannot flood here: it reads Linux's /proc");
    const ms = wholeNumber("--seconds", seconds, 1) * 1_000;
    const wanted = wholeNumber("--connections", connections, 1);
    const signal = interruption();
    const lab = await sharedLab(signal, { functions: true });
    say("Flooding", `the producer with ${count(wanted, "connection")}`);
    const report = await runFlood({ lab, connections: wanted, until: { ms }, signal });
    const faults = floodFaults(report);
    const { answers, acknowledged, missing, memory, peak, healthz } = report;
    if (json) console.log(printableJson(JSON.stringify({ ...report, faults })));
    else {
      for (const [status, times] of Object.entries(answers)) say("Answered", `${status}: ${times}`);
      say("Acknowledged", `${count(acknowledged, "record")}, ${missing} not in the log`);
      say(
        "Grew",
        `from ${bytes(memory)} by ${bytes(peak - memory)}; /healthz p99 ${healthz.toFixed(0)} ms`,
      );
    }
    for (const fault of faults) fail(fault);
    return faults.length === 0 ? 0 : 1;
  },
};

if (import.meta.main) await main(command);
