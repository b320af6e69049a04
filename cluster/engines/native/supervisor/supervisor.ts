/**
 * Keeps the lab's processes running: starts again what dies, as Compose's `restart: on-failure`
 * would, and stops all of it in order when told to.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../../../environment.ts";
import type { Topology } from "../../../topology.ts";
import { adoptChild, type Child, startChild } from "../../../process/child_process.ts";
import { type LabState, removeState, type ServiceState, writeState } from "../lab_state.ts";
import { record, type RecordedProcess } from "../../../process/process_identity.ts";
import { awaitOldRegistration } from "./broker_registration.ts";
import type { Service } from "../services.ts";
import { moveFile } from "../../../process/move_file.ts";
import { StartOrder } from "./start_order.ts";
import { StateWriter } from "./state_writer.ts";
import { stopAll } from "./stop_order.ts";

/** Pause before a process that died is started again, ms: doubled each time, up to the last. */
const BACKOFF = { first: 500, last: 10_000 };

/** A process that lived so long died of something new: the pause starts from the first again, ms. */
const SETTLED = 30_000;

/** What a supervisor looks after. */
export interface Supervised {
  environment: LabEnvironment;
  lab: Topology;
  services: readonly Service[];
  /** What a supervisor that died left running; it is taken over. */
  former: readonly ServiceState[];
  log: (message: string) => void;
}

/** Owns the lab's processes from their start to `stop`. */
export class Supervisor {
  readonly #supervised: Supervised;
  readonly #states: Map<string, ServiceState>;
  readonly #children = new Map<string, Child>();
  readonly #stopping = new AbortController();
  readonly #order: StartOrder;
  readonly #current: () => LabState;
  readonly #writer: StateWriter;

  constructor(supervised: Supervised, self: RecordedProcess) {
    const { environment, lab, log } = supervised;
    this.#supervised = supervised;
    this.#order = new StartOrder(lab, this.#stopping.signal);
    this.#current = () => ({
      supervisor: self,
      offset: lab.offset,
      services: [...this.#states.values()],
    });
    this.#writer = new StateWriter(environment, this.#current, log);
    this.#states = new Map(supervised.services.map(({ node: { name } }) => {
      // Until it is taken over, it is on record as it was.
      const process = supervised.former.find((state) => state.name === name)?.process;
      return [name, { name, state: process ? "running" : "waiting", restarts: 0, process }];
    }));
  }

  /**
   * Runs the lab until {@linkcode stop} is called; settles when nothing of it runs any more.
   *
   * @throws {Error} before anything is started, when the state cannot be written; what keeps a process
   * from being looked after, once all are stopped.
   */
  async run(): Promise<void> {
    const { environment, services, log } = this.#supervised;
    await writeState(environment, this.#current());
    const ends = await Promise.allSettled(
      services.map((service) =>
        this.#keepRunning(service).catch((error) => {
          this.stop();
          throw error;
        })
      ),
    );
    log("stopping");
    const running = services.flatMap(({ node: { name, kind } }) => {
      const child = this.#children.get(name);
      return child ? [{ kind, name, child }] : [];
    });
    await stopAll(running, async (name, killed) => {
      log(`${name}: ${killed ? "killed, since it did not stop" : "stopped"}`);
      await this.#update(name, { state: "stopped", process: undefined });
    });
    for (const service of services) {
      await keepWhatItLeft(service).catch(({ message }) => log(`${service.node.name}: ${message}`));
    }
    await this.#writer.close();
    await removeState(environment);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /** Ends {@linkcode run}, in order and with grace. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Starts one process, again whenever it ends, until told to stop; leaves it running then. */
  async #keepRunning(service: Service): Promise<void> {
    const { former, log } = this.#supervised;
    const { name } = service.node;
    const { signal } = this.#stopping;
    let child = await adoptChild(former.find((state) => state.name === name)?.process);
    if (child) log(`${name}: taken over, pid ${child.pid}`);
    else await this.#order.turn(service.node.kind);

    for (let deaths = 0; !signal.aborted;) {
      child ??= await this.#start(service);
      if (!child) return;
      const since = performance.now();
      this.#children.set(name, child);
      const process = await record(child.pid);
      await this.#update(name, { state: "running", process, note: undefined });
      const end = await until(child.ended, signal);
      if (end === undefined) return;

      child = undefined;
      this.#children.delete(name);
      deaths = performance.now() - since > SETTLED ? 1 : deaths + 1;
      const pause = Math.min(BACKOFF.first * 2 ** (deaths - 1), BACKOFF.last);
      log(`${name}: ended with ${end}; starting again in ${pause} ms`);
      const restarts = this.#states.get(name)!.restarts + 1;
      const note = `ended with ${end}`;
      await this.#update(name, { state: "waiting", process: undefined, restarts, note });
      await delay(pause, { signal }).catch(() => {});
    }
  }

  /** Starts a process, a broker only when the cluster has forgotten its last life. */
  async #start(service: Service): Promise<Child | undefined> {
    const { environment, lab, log } = this.#supervised;
    const { node } = service;
    if (node.kind === "kafka") {
      await awaitOldRegistration(environment, lab, node, this.#stopping.signal, async () => {
        log(`${node.name}: waiting for its old registration in ZooKeeper to end`);
        await this.#update(node.name, { note: "waiting for its old ZooKeeper session to end" });
      });
    }
    if (this.#stopping.signal.aborted) return undefined;
    const child = await startChild(service);
    log(`${node.name}: started, pid ${child.pid}`);
    return child;
  }

  #update(name: string, change: Partial<ServiceState>): Promise<void> {
    Object.assign(this.#states.get(name)!, change);
    return this.#writer.save();
  }
}

/** What a promise gives, or nothing once the signal is aborted. */
function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const onAbort = () => resolve(undefined);
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  return Promise.race([promise, aborted]).finally(() => {
    signal.removeEventListener("abort", onAbort);
  });
}

/** Puts what a process wrote at its clean exit where the next start looks for it. */
async function keepWhatItLeft({ leaves }: Service): Promise<void> {
  if (!leaves || !await Deno.stat(leaves.path).catch(() => undefined)) return;
  await moveFile(leaves.path, leaves.as);
}
