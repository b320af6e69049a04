import { delay } from "@std/async";
import { join } from "node:path";
import { environmentVariables, PROJECT_ROOT } from "../../../cluster/environment.ts";
import type { RunningLab } from "../../../testing/shared_lab.ts";
import type { Fault } from "../fault.ts";
import { bringUp, labState, upOrDown, wantedServices } from "../means/lab_life.ts";

/** What races, in the order in which it is started. */
const RACES = [["up", "down"], ["down", "up"], ["down", "up", "down"], ["up", "down", "up"]];

/** The longest pause before the next command is started, ms. */
const LONGEST_PAUSE = 4_000;

/** A command and how it ended. */
interface Ended {
  task: string;
  code: number;
  said: string;
}

/**
 * Has `up` and `down` race, `rounds` times: the lab must end up in one of their two states, with no process
 * that is on no record, and each command must tell the truth by its exit code.
 */
export function raceCommands(rounds: number): Fault {
  return {
    name: "race up and down",
    async inject({ lab, workload, random }) {
      const services = wantedServices(await labState(lab));
      const at = workload.clock();
      const proofs: string[] = [];
      for (let round = 0; round < rounds; round++) {
        const race = RACES[Math.floor(random() * RACES.length)];
        const pauses = race.map((_, index) => index === 0 ? 0 : random() * LONGEST_PAUSE);
        proofs.push(await runRace(lab, services, race, pauses));
      }
      return {
        what: `raced up and down, ${rounds === 1 ? "once" : `${rounds} times`}`,
        at,
        proofs,
        heal: () => bringUp(lab, services),
      };
    },
  };
}

/** Runs one race, and tells how it went. @throws {Error} where it ended in what must not be. */
async function runRace(
  lab: RunningLab,
  services: readonly string[],
  race: readonly string[],
  pauses: readonly number[],
): Promise<string> {
  const running: Promise<Ended>[] = [];
  for (const [index, task] of race.entries()) {
    await delay(pauses[index]);
    running.push(runCommand(lab, services, task));
  }
  const ended = await Promise.all(running);
  const codes = ended.map(({ task, code }) => `${task} ${code}`).join(", ");
  for (const { task, code, said } of ended) {
    // An `up` that a `down` has ended says so by the code of SIGTERM.
    if (code === 0 || (task === "up" && code === 143)) continue;
    throw new Error(`${task} failed with ${code} in a race (${codes}): ${said}`);
  }
  const state = await upOrDown(lab);
  if (state === "up" && !ended.some(({ task, code }) => task === "up" && code === 0)) {
    throw new Error(`The lab is up, and no up says so (${codes})`);
  }
  return `${codes}: ${state}`;
}

async function runCommand(
  { environment }: RunningLab,
  services: readonly string[],
  task: string,
): Promise<Ended> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "-P=lab", join(PROJECT_ROOT, `scripts/${task}.ts`)],
      ...(task === "up" ? ["--engine", "native", ...services] : []),
    ],
    cwd: PROJECT_ROOT,
    env: { ...environmentVariables(environment), NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  return { task, code, said: new TextDecoder().decode(stderr).trim() };
}
