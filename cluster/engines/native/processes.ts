import type { LabEnvironment } from "../../environment.ts";
import type { ProcessFacts } from "../process_facts.ts";
import { readUnwanted, withUnwanted } from "../unwanted.ts";
import { readState } from "./lab_state.ts";
import { alive } from "../../process/process_identity.ts";

/** The lab's processes by node; empty when the lab is down. */
export async function processes(environment: LabEnvironment): Promise<Map<string, ProcessFacts>> {
  const services = (await readState(environment))?.services ?? [];
  const live = await alive(services.map(({ process }) => process));
  const facts = services.map(({ name, state, process, restarts, note }): [string, ProcessFacts] => {
    const info = process && live.get(process.pid);
    // The state of a supervisor that was killed is older than what became of its processes.
    const now = state === "running" && !info ? "stopped" : state;
    return [name, { ...info, state: now, restarts, note }];
  });
  return withUnwanted(new Map(facts), await readUnwanted(environment));
}
