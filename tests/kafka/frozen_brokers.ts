/**
 * Brokers that hang: they are there, and answer nothing.
 *
 * @module
 */
import { eventually, type Lab } from "../lab.ts";

/** Stops the processes of brokers, and lets them go on when it is disposed of. */
export class FrozenBrokers implements AsyncDisposable {
  readonly #lab: Lab;
  readonly #pids: number[];

  private constructor(lab: Lab, pids: number[]) {
    this.#lab = lab;
    this.#pids = pids;
  }

  /** @param ids of the brokers, such as 1 for kafka1. */
  static async freeze(lab: Lab, ...ids: number[]): Promise<FrozenBrokers> {
    const pids = await lab.pids();
    const frozen = new FrozenBrokers(lab, ids.map((id) => pids.get(`kafka${id}`)!));
    frozen.#signal("SIGSTOP");
    return frozen;
  }

  /** Lets them go on. */
  thaw(): void {
    this.#signal("SIGCONT");
  }

  /** Lets them go on, and waits until the lab is ready. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw();
    await eventually("the lab is ready", async () => (await this.#lab.task("status")).code === 0);
  }

  #signal(signal: Deno.Signal): void {
    for (const pid of this.#pids) Deno.kill(pid, signal);
  }
}
