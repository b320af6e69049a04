/**
 * `deno task doctor`: what could keep the lab from running, and what to do about it.
 *
 * @module
 */
import { COMMON_CHECKS } from "../cluster/doctor/common_checks.ts";
import type { Finding } from "../cluster/engines/check.ts";
import { allEngines, currentEngine } from "../cluster/engines/choose_engine.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { printable, style } from "./cli/terminal/terminal.ts";

const COLORS = { ok: "green", note: "yellow", problem: "red" } as const;

const command: Command<Record<never, never>> = {
  usage: `Usage: deno task doctor

Looks for what could keep the lab from running, and says what to do about it. Exits with 0 when
there is no problem, else 1.`,
  options: {},

  async run() {
    const { environment, lab } = await thisLab();
    const engine = await currentEngine(environment, lab);
    const checks = [
      ...COMMON_CHECKS,
      ...allEngines(environment, lab).flatMap((engine) => engine.checks),
    ];
    const findings = await Promise.all(
      checks.map((check) => check.run({ environment, lab, engine }).catch(asFinding)),
    );
    findings.forEach((found, i) => found.forEach((finding) => print(checks[i].name, finding)));
    return findings.flat().some(({ level }) => level === "problem") ? 1 : 0;
  },
};

/** A check that could not look: others can. */
function asFinding(error: Error): Finding[] {
  return [{ level: "problem", found: error.message }];
}

function print(name: string, { level, found, fix }: Finding): void {
  console.log(`${style(COLORS[level], level.padEnd(7))}  ${name.padEnd(10)}  ${printable(found)}`);
  if (fix) console.log(`${" ".repeat(21)}${style("dim", `→ ${printable(fix)}`)}`);
}

if (import.meta.main) await main(command);
