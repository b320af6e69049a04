/**
 * Keeps the lab's processes as they are wished, and stops all of them in order when told to.
 *
 * @module
 */
import type { LabEnvironment } from "../../../environment.ts";
import type { Topology } from "../../../topology.ts";
import { type LabState, removeState, type ServiceState, writeState } from "../lab_state.ts";
import type { RecordedProcess } from "../../../process/process_identity.ts";
import type { UnwantedNodes } from "../../unwanted.ts";
import { awaitOldRegistration } from "./broker_registration.ts";
import { KeptProcess } from "./kept_process.ts";
import type { Service } from "../services.ts";
import { moveFile } from "../../../process/files/move_file.ts";
import { StartOrder } from "./start_order.ts";
import { StateWriter } from "./state_writer.ts";
import { stopAll } from "./stop_order.ts";

/** What a supervisor looks after. */
export interface Supervised {
  environment: LabEnvironment;
  lab: Topology;
  services: readonly Service[];
  /** What a supervisor that died left running; it is taken over. */
  former: readonly ServiceState[];
  /** What is not to run. */
  unwanted: UnwantedNodes;
  log: (message: string) => void;
}

/** Owns the lab's processes from their start to `stop`. */
export class Supervisor {
  readonly #supervised: Supervised;
  readonly #states: Map<string, ServiceState>;
  #kept: readonly KeptProcess[];
  /** Settles, each, when its process is no longer looked after. */
  readonly #ends: Promise<void>[] = [];
  readonly #stopping = new AbortController();
  readonly #order: StartOrder;
  readonly #current: () => LabState;
  readonly #writer: StateWriter;

  constructor(supervised: Supervised, self: RecordedProcess) {
    const { environment, lab, log, former, unwanted } = supervised;
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
      const { process, code } = former.find((state) => state.name === name) ?? {};
      const state = process ? "running" : unwanted.has(name) ? "stopped" : "waiting";
      return [name, { name, state, restarts: 0, process, code }];
    }));
    this.#kept = supervised.services.map((service) => this.#keeperOf(service));
  }

  /**
   * Runs the lab until {@linkcode stop} is called; settles when nothing of it runs any more.
   *
   * @throws {Error} before anything is started, when the state cannot be written; what keeps a process
   * from being looked after, once all are stopped.
   */
  async run(): Promise<void> {
    const { environment, former, log } = this.#supervised;
    await writeState(environment, this.#current());
    for (const kept of this.#kept) {
      this.#look(kept, former.find(({ name }) => name === kept.service.node.name)?.process);
    }
    await whenAborted(this.#stopping.signal);
    const ends = await Promise.allSettled(this.#ends);
    log("stopping");
    const running = this.#kept.flatMap(({ service: { node: { name, kind } }, child }) =>
      child ? [{ kind, name, child }] : []
    );
    await stopAll(running, async (name, killed) => {
      log(`${name}: ${killed ? "killed, since it did not stop" : "stopped"}`);
      await this.#update(name, { state: "stopped", process: undefined });
    });
    for (const { service } of this.#kept) {
      await keepWhatItLeft(service).catch(({ message }) => log(`${service.node.name}: ${message}`));
    }
    await this.#writer.close();
    await removeState(environment);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /**
   * Looks after these functions and this registry from now on: starts those that are new, has others start as
   * they are now the next time, and stops those that are gone; but not the ones with these names, which stay
   * as they are.
   */
  async replaceServices(services: readonly Service[], stay: readonly string[]): Promise<void> {
    const gone = this.#kept.filter(({ service: { node: { kind, name } } }) =>
      (kind === "function" || kind === "registry") && !stay.includes(name) &&
      !services.some(({ node }) => node.name === name)
    );
    const added: KeptProcess[] = [];
    for (const service of services) {
      const { name } = service.node;
      const kept = this.#kept.find((kept) => kept.service.node.name === name);
      if (kept) {
        kept.service = service;
        continue;
      }
      this.#states.set(name, { name, state: "waiting", restarts: 0 });
      added.push(this.#keeperOf(service));
    }
    this.#kept = [...this.#kept.filter((kept) => !gone.includes(kept)), ...added];
    for (const kept of added) this.#look(kept);
    await Promise.all(gone.map(async (kept) => {
      await kept.end();
      this.#states.delete(kept.service.node.name);
    }));
    if (gone.length > 0) await this.#writer.save();
  }

  /** Looks after a process until the lab stops, and stops the lab if that cannot be done. */
  #look(kept: KeptProcess, former?: RecordedProcess): void {
    this.#ends.push(
      kept.keep(former).catch((error) => {
        this.stop();
        throw error;
      }),
    );
  }

  /** Has processes stopped and started, as it is wished now. */
  wish(unwanted: UnwantedNodes): void {
    for (const kept of this.#kept) kept.wish(unwanted.get(kept.service.node.name));
  }

  /** Ends {@linkcode run}, in order and with grace. */
  stop(): void {
    this.#stopping.abort();
  }

  #keeperOf(service: Service): KeptProcess {
    const { environment, lab, log, unwanted } = this.#supervised;
    const { node } = service;
    return new KeptProcess(service, unwanted.get(node.name), {
      log,
      stopping: this.#stopping.signal,
      turn: () => this.#order.turn(node.kind),
      // A broker starts only when the cluster has forgotten its last life.
      beforeStart: async (signal) => {
        if (node.kind !== "kafka") return;
        await awaitOldRegistration(environment, lab, node, signal, async () => {
          log(`${node.name}: waiting for its old registration in ZooKeeper to end`);
          await this.#update(node.name, { note: "waiting for its old ZooKeeper session to end" });
        });
      },
      onChange: (change) => this.#update(node.name, change),
    });
  }

  #update(name: string, change: Partial<ServiceState>): Promise<void> {
    Object.assign(this.#states.get(name)!, change);
    return this.#writer.save();
  }
}

async function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
}

/** Puts what a process wrote at its clean exit where the next start looks for it. */
async function keepWhatItLeft({ leaves }: Service): Promise<void> {
  if (!leaves || !await Deno.stat(leaves.path).catch(() => undefined)) return;
  await moveFile(leaves.path, leaves.as);
}
