/**
 * What `start`, `stop` and `restart` have in common: nodes by their names, in a lab that is up, with no
 * other command changing it meanwhile.
 *
 * @module
 */
import { abortable } from "@std/async";
import { currentEngine } from "../../cluster/engines/choose_engine.ts";
import type { Engine } from "../../cluster/engines/engine.ts";
import type { ProcessFacts } from "../../cluster/engines/process_facts.ts";
import type { LabEnvironment } from "../../cluster/environment.ts";
import { lockLab } from "../../cluster/lifecycle/lab_lock.ts";
import { thisLab } from "../../cluster/own/lab_topology.ts";
import type { Topology } from "../../cluster/topology.ts";
import { interruptible } from "./terminal/interruption.ts";
import { phaseReporter } from "./terminal/phases.ts";
import { someServices } from "./services.ts";
import { duration, say, sayLocked } from "./terminal/terminal.ts";

/** A lab whose nodes are to be changed. */
export interface Change {
  environment: LabEnvironment;
  lab: Topology;
  engine: Engine;
  /** The nodes, by name, at least one. */
  names: string[];
  /** What is known of all nodes, before anything is done. */
  processes: ReadonlyMap<string, ProcessFacts>;
  signal: AbortSignal;
  /** Something is waited for now. */
  onWait: (phase: string, reason: string) => void;
}

/**
 * Does something to nodes, and says how long it took.
 *
 * @param verb what is done, as `Cannot stop kafka2` has it.
 * @param work does it, and returns what to say of it: a verb and a text, to which the time is added.
 * @throws {UsageError} for names that there are not; {Error} where the lab is down.
 */
export async function changeNodes(
  verb: string,
  words: readonly string[],
  work: (change: Change) => Promise<[verb: string, text: string]>,
): Promise<void> {
  const { environment, lab } = await thisLab();
  const names = someServices(lab, words);
  await interruptible(
    async (signal) => {
      using _lock = await lockLab(environment, sayLocked, signal);
      const began = performance.now();
      const engine = await currentEngine(environment, lab);
      const processes = await engine.processes();
      if (processes.size === 0) {
        throw new Error(
          `Cannot ${verb} ${names.join(", ")}: the lab is down. \`deno task up ${
            names.join(" ")
          }\` ` +
            "starts that, and what it needs",
        );
      }
      using reporter = phaseReporter();
      const { onWait } = reporter;
      const change = { environment, lab, engine, names, processes, signal, onWait };
      const [did, text] = await abortable(work(change), signal);
      say(did, `${text} in ${duration(performance.now() - began)}`);
    },
    () => say("Leaving", `${names.join(", ")} as it is, since it was interrupted`),
  );
}
