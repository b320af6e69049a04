/**
 * `deno task fuzz`: requests of every kind that `/openapi.json` allows or forbids, to every function.
 *
 * @module
 */
import { type Command, main } from "../../scripts/cli/invocation/command.ts";
import { wholeNumber } from "../../scripts/cli/invocation/whole_number.ts";
import { interruption } from "../../scripts/cli/terminal/interruption.ts";
import {
  count,
  fail,
  printableJson,
  printableLines,
  say,
} from "../../scripts/cli/terminal/terminal.ts";
import { sharedLab } from "../../testing/shared_lab.ts";
import { runFuzz } from "./run_fuzz.ts";
import { schemathesisMissing } from "./schemathesis.ts";

const options = {
  examples: { type: "string", default: "120" },
  seed: { type: "string", default: "1" },
  json: { type: "boolean" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task fuzz [function…] [--examples N] [--seed N] [--json]

Has schemathesis ask each function of a lab of its own, and one's own function, what /openapi.json describes,
and what it does not: 10,000 requests or so in all. Fails where an answer's status, content type or body is
not as described; a 503 may come where it is. Needs Python 3.11; schemathesis is installed in the cache.

  --examples N  how many requests at most for each operation, besides those at limits; 120
  --seed N      draws other requests; 1
  --json        what was found as JSON

Example: deno task fuzz producer rest --seed 7`,
  options,
  takesWords: true,

  async run({ examples, seed, json }, names) {
    const most = wholeNumber("--examples", examples, 1);
    const drawn = wholeNumber("--seed", seed, 0);
    const missing = await schemathesisMissing();
    if (missing) throw new Error(`Cannot fuzz: ${missing}`);
    const signal = interruption();
    const lab = await sharedLab(signal, { functions: true });
    const found = await runFuzz({
      ...{ lab, examples: most, coverage: true, seed: drawn, signal },
      ...(names.length > 0 && { names }),
      done({ name, cases, operations, faults, told }) {
        const asked = `${count(operations, "operation")}, ${count(cases, "request")}`;
        say("Fuzzed", `${name}: ${asked}, ${count(faults.length, "fault")}`);
        if (told && !json) console.log(printableLines(told));
        for (const fault of faults) fail(fault);
      },
    });
    const cases = found.reduce((sum, one) => sum + one.cases, 0);
    if (json) console.log(printableJson(JSON.stringify(found)));
    else say("Fuzzed", `${count(cases, "request")} in all`);
    return found.length > 0 && found.every(({ faults }) => faults.length === 0) ? 0 : 1;
  },
};

if (import.meta.main) await main(command);
