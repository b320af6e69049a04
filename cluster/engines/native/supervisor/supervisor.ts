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
import { moveFile } from "../../../process/move_file.ts";
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
  readonly #kept: readonly KeptProcess[];
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
    const ends = await Promise.allSettled(
      this.#kept.map((kept) => {
        const known = former.find(({ name }) => name === kept.service.node.name);
        return kept.keep(known?.process).catch((error) => {
          this.stop();
          throw error;
        });
      }),
    );
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

/** Puts what a process wrote at its clean exit where the next start looks for it. */
async function keepWhatItLeft({ leaves }: Service): Promise<void> {
  if (!leaves || !await Deno.stat(leaves.path).catch(() => undefined)) return;
  await moveFile(leaves.path, leaves.as);
}
