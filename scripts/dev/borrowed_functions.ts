/**
 * Functions that the lab runs itself, and that it leaves to `dev` for as long as that works on them.
 *
 * @module
 */
import { currentEngine } from "../../cluster/engines/choose_engine.ts";
import type { Engine } from "../../cluster/engines/engine.ts";
import { lockLab } from "../../cluster/lifecycle/lab_lock.ts";
import { startNodes } from "../../cluster/lifecycle/start_nodes.ts";
import { stopNodes } from "../../cluster/lifecycle/stop_nodes.ts";
import type { Lab } from "../../cluster/own/lab_topology.ts";
import { terminalProgress } from "../cli/progress.ts";
import { say, sayLocked } from "../cli/terminal.ts";

/** Functions that the lab does not run meanwhile. */
export class BorrowedFunctions {
  readonly #lab: Lab;
  readonly #engine: Engine;
  readonly #names: readonly string[];

  private constructor(lab: Lab, engine: Engine, names: readonly string[]) {
    this.#lab = lab;
    this.#engine = engine;
    this.#names = names;
  }

  /** Stops those of the processes that run, by their nodes' names. */
  static async take(lab: Lab, wanted: readonly string[]): Promise<BorrowedFunctions> {
    using _lock = await lockLab(lab.environment, sayLocked);
    const engine = await currentEngine(lab.environment, lab.lab);
    const processes = await engine.processes();
    const names = wanted.filter((name) =>
      ["running", "waiting"].includes(processes.get(name)?.state ?? "")
    );
    if (names.length > 0) {
      await stopNodes({ ...lab, engine, names });
      say("Stopped", `${names.join(", ")} of the lab meanwhile`);
    }
    return new BorrowedFunctions(lab, engine, names);
  }

  /** Starts them again, as their code is now. */
  async giveBack(): Promise<void> {
    if (this.#names.length === 0) return;
    using _lock = await lockLab(this.#lab.environment, sayLocked);
    say("Starting", `${this.#names.join(", ")} in the lab again`);
    await startNodes({
      ...this.#lab,
      engine: this.#engine,
      names: this.#names,
      progress: terminalProgress,
      onWait() {},
      signal: new AbortController().signal,
    });
  }
}
