/**
 * Keeps the lab's processes running: starts again what dies, as Compose's `restart: on-failure`
 * would, and stops all of it in order when told to.
 *
 * @module
 */
import { dirname } from "node:path";
import { delay } from "@std/async";
import type { LabEnvironment } from "../../../environment.ts";
import type { Topology } from "../../../topology.ts";
import { adoptChild, type Child, startChild } from "../../../process/child_process.ts";
import { type LabState, removeState, type ServiceState, writeState } from "../lab_state.ts";
import { record, type RecordedProcess } from "../../../process/process_identity.ts";
import { awaitOldRegistration } from "./broker_registration.ts";
import type { Service } from "../services.ts";
import { StartOrder } from "./start_order.ts";
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
  readonly #self: RecordedProcess;
  readonly #states: Map<string, ServiceState>;
  readonly #children = new Map<string, Child>();
  readonly #stopping = new AbortController();
  readonly #order: StartOrder;
  /** Writes of the state follow each other. */
  #saved = Promise.resolve();

  constructor(supervised: Supervised, self: RecordedProcess) {
    this.#supervised = supervised;
    this.#order = new StartOrder(supervised.lab, this.#stopping.signal);
    this.#self = self;
    this.#states = new Map(
      supervised.services.map(({ node: { name } }) => [
        name,
        { name, state: "waiting", restarts: 0 },
      ]),
    );
  }

  /**
   * Runs the lab until {@linkcode stop} is called; settles when nothing of it runs any more.
   *
   * @throws what keeps a process from being started at all, once the others are stopped.
   */
  async run(): Promise<void> {
    const { environment, services, log } = this.#supervised;
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
    await Promise.all(services.map(keepWhatItLeft));
    await this.#saved;
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
      const since = Date.now();
      this.#children.set(name, child);
      const process = await record(child.pid);
      await this.#update(name, { state: "running", process, note: undefined });
      const end = await until(child.ended, signal);
      if (end === undefined) return;

      child = undefined;
      this.#children.delete(name);
      deaths = Date.now() - since > SETTLED ? 1 : deaths + 1;
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
    const { environment, lab: { offset } } = this.#supervised;
    return this.#saved = this.#saved.then(() => {
      const state: LabState = {
        supervisor: this.#self,
        offset,
        services: [...this.#states.values()],
      };
      return writeState(environment, state);
    });
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
  await Deno.mkdir(dirname(leaves.as), { recursive: true });
  // Another lab may have been quicker, and its JVMs may have that file mapped.
  await Deno.rename(leaves.path, leaves.as).catch(() => Deno.copyFile(leaves.path, leaves.as));
}
