import { Problem } from "../../http/problems/problem.ts";
import type { StartParameters } from "./start_parameters.ts";
import type { Position, Positions } from "./group_positions.ts";
import { isSameTarget, type Wanted } from "./wanted_trigger.ts";

/** The wanted state, shared by all replicas. */
export interface WantedState {
  /** Why it is not known yet, or `undefined` if it is. */
  readonly reason: string | undefined;
  readonly current: Wanted | undefined;
  /** Sets it, if it is to change, and returns whether it did when this replica has applied it. */
  change(decide: (current: Wanted | undefined) => Wanted | undefined): Promise<boolean>;
}

/**
 * Turns requests into wanted states, one request after the other. Each can be repeated, and tells
 * whether it changed anything.
 */
export class Commands {
  readonly #wanted: WantedState;
  readonly #positions: Positions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(wanted: WantedState, positions: Positions) {
    this.#wanted = wanted;
    this.#positions = positions;
  }

  /**
   * Starts consuming. The positions of the group are set before anyone joins it: so records that come
   * after the start are consumed, however long joining takes and whatever happens meanwhile.
   *
   * @throws {Problem} 404 for an unknown topic, 409 if members keep the group from being positioned.
   */
  start(parameters: Omit<StartParameters, "wait">): Promise<boolean> {
    return this.#inTurn(() => this.#start(parameters));
  }

  /** Stops consuming. Returns when this replica has committed and left the group. */
  stop(): Promise<boolean> {
    return this.#inTurn(() => this.#set("stopped"));
  }

  /** Pauses consuming: the assignment stays. @throws {Problem} 409 when stopped. */
  pause(): Promise<boolean> {
    return this.#inTurn(() => this.#setRunning("pause", "paused"));
  }

  /** Goes on after a pause. @throws {Problem} 409 when stopped. */
  resume(): Promise<boolean> {
    return this.#inTurn(() => this.#setRunning("resume", "started"));
  }

  async #start({ topics, group, from }: Omit<StartParameters, "wait">): Promise<boolean> {
    const before = this.#wanted.current;
    const wanted: Wanted = { state: "started", topics, group, ...(from && { from }) };
    const isSame = isRunning(before) && isSameTarget(before, wanted) &&
      (from === undefined || from === before.from);
    if (isSame) return await this.#setRunning("start", "started");
    const positions = await this.#positions.find(wanted, from);
    if (positions.length > 0) await this.#position(group, positions, before);
    return await this.#wanted.change(() => wanted);
  }

  /** Commits positions, for which the replicas must leave the group if they are members of it. */
  async #position(
    group: string,
    positions: Position[],
    before: Wanted | undefined,
  ): Promise<void> {
    const areMembers = isRunning(before) && before.group === group;
    if (!areMembers) return await this.#positions.commit(group, positions);
    await this.#set("stopped");
    try {
      await this.#positions.commit(group, positions);
    } catch (error) {
      await this.#wanted.change(() => before);
      throw error;
    }
  }

  async #setRunning(action: string, state: "started" | "paused"): Promise<boolean> {
    if (!isRunning(this.#wanted.current)) {
      throw new Problem("conflict", `Cannot ${action}: the consumer is stopped; start it first`);
    }
    return await this.#set(state);
  }

  #set(state: Wanted["state"]): Promise<boolean> {
    return this.#wanted.change((current) =>
      isRunning(current) && current.state !== state ? { ...current, state } : undefined
    );
  }

  #inTurn<T>(command: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      const { reason } = this.#wanted;
      if (reason !== undefined) throw new Problem("noKafka", reason);
      return command();
    });
    this.#last = result.catch(() => {});
    return result;
  }
}

function isRunning(wanted: Wanted | undefined): wanted is Wanted {
  return wanted !== undefined && wanted.state !== "stopped";
}
