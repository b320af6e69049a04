/**
 * `deno task doctor`: what could keep the lab from running, and what to do about it.
 *
 * @module
 */
import { checkClusterId } from "../cluster/engines/native/checks/cluster_id.ts";
import type { Check, Finding } from "../cluster/engines/check.ts";
import { checkLeftovers } from "../cluster/engines/native/checks/leftovers.ts";
import { checkPorts } from "../cluster/doctor/ports.ts";
import { checkMaven, checkNpm } from "../cluster/doctor/registries.ts";
import { checkDisk, checkMemory } from "../cluster/doctor/resources.ts";
import { checkDocker, checkJava } from "../cluster/doctor/runtimes.ts";
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import { labEnvironment } from "../cluster/environment.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "./command.ts";
import { style } from "./terminal.ts";

const CHECKS: [name: string, check: Check][] = [
  ["ports", checkPorts],
  ["memory", checkMemory],
  ["disk", checkDisk],
  ["docker", checkDocker],
  ["java", checkJava],
  ["leftovers", checkLeftovers],
  ["cluster id", checkClusterId],
  ["downloads", checkMaven],
  ["downloads", checkNpm],
];

const COLORS = { ok: "green", note: "yellow", problem: "red" } as const;

const command: Command<Record<never, never>> = {
  usage: `Usage: deno task doctor

Looks for what could keep the lab from running, and says what to do about it. Exits with 0 when
there is no problem, else 1.`,
  options: {},

  async run() {
    const environment = labEnvironment();
    const lab = topology(environment.offset);
    const engine = await currentEngine(environment, lab);
    const patient = { environment, lab, engine };
    const findings = await Promise.all(CHECKS.map(([, check]) => check(patient)));
    findings.forEach((found, i) => found.forEach((finding) => print(CHECKS[i][0], finding)));
    return findings.flat().some(({ level }) => level === "problem") ? 1 : 0;
  },
};

function print(name: string, { level, found, fix }: Finding): void {
  console.log(`${style(COLORS[level], level.padEnd(7))}  ${name.padEnd(10)}  ${found}`);
  if (fix) console.log(`${" ".repeat(21)}${style("dim", `→ ${fix}`)}`);
}

if (import.meta.main) await main(command);
