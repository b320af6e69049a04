/**
 * The lab while functions are worked on: it is up, does not run them itself, and is afterwards as it was.
 *
 * @module
 */
import { currentEngine } from "../../cluster/engines/choose_engine.ts";
import { down } from "../../cluster/lifecycle/down.ts";
import { lockLab } from "../../cluster/lifecycle/lab_lock.ts";
import { startNodes } from "../../cluster/lifecycle/start_nodes.ts";
import { stopNodes } from "../../cluster/lifecycle/stop_nodes.ts";
import { type Lab, thisLab } from "../../cluster/own/lab_topology.ts";
import { populate } from "../../cluster/topics/populate.ts";
import { wantedTopics } from "../../cluster/topics/wanted_topics.ts";
import { nodes } from "../../cluster/topology.ts";
import { terminalProgress } from "../cli/terminal/progress.ts";
import { say, sayLocked } from "../cli/terminal/terminal.ts";
import { bringUp } from "../up.ts";

/** A lab that leaves some functions to others. */
export class BorrowedLab {
  /** The lab as it runs. */
  readonly lab: Lab;
  /** Those of the functions that it ran; `undefined`: it was down. */
  readonly #ran: readonly string[] | undefined;

  private constructor(lab: Lab, ran: readonly string[] | undefined) {
    this.lab = lab;
    this.#ran = ran;
  }

  /**
   * Brings the lab up if it is not, makes the topics that it lacks, and stops these functions in it.
   *
   * @param names of the functions' nodes.
   * @param engine to bring it up with.
   */
  static async take(lab: Lab, names: readonly string[], engine: string): Promise<BorrowedLab> {
    const running = await currentEngine(lab.environment, lab.lab);
    const processes = await running.processes();
    if (processes.size === 0) {
      const others = nodes(lab.lab).map(({ name }) => name).filter((name) => !names.includes(name));
      await bringUp(engine, others);
      // Its ports may be known only now.
      return new BorrowedLab(await thisLab(), undefined);
    }
    await makeTopics(lab);
    const ran = names.filter((name) =>
      ["running", "waiting"].includes(processes.get(name)?.state ?? "")
    );
    if (ran.length > 0) {
      using _lock = await lockLab(lab.environment, sayLocked);
      await stopNodes({ ...lab, engine: running, names: ran });
      say("Stopped", `${ran.join(", ")} in the lab meanwhile`);
    }
    return new BorrowedLab(lab, ran);
  }

  /** Leaves the lab as it was; what runs in it runs the code as it is now. */
  async giveBack(): Promise<void> {
    const { environment, lab } = this.lab;
    if (this.#ran?.length === 0) return;
    using _lock = await lockLab(environment, sayLocked);
    if (this.#ran === undefined) {
      say("Stopping", "the lab, which was down before; the data stays");
      await down({ environment, lab, volumes: false });
      return;
    }
    say("Starting", `${this.#ran.join(", ")} in the lab again`);
    await startNodes({
      ...this.lab,
      engine: await currentEngine(environment, lab),
      names: this.#ran,
      progress: terminalProgress,
      onWait() {},
      signal: new AbortController().signal,
    });
  }
}

/** Makes the topics that are missing. Where none is, nothing waits for brokers that are stopped. */
async function makeTopics({ environment, lab }: Lab): Promise<void> {
  const wanted = await wantedTopics(environment);
  const steps = await populate(lab, wanted, { dryRun: true });
  if (steps.some(({ action }) => action === "create" || action === "alter")) {
    await populate(lab, wanted);
  }
}
