/**
 * What a node waits for before its first start, so that six JVMs on a few cores do not all want
 * them at once: the ensemble first, the brokers while it elects its leader, the functions while the
 * brokers get in sync. A broker that comes before the ensemble serves would lose a second or two,
 * as ZooKeeper's client then pauses between its tries. `deno task bench startup` shows the gain.
 *
 * @module
 */
import { delay } from "@std/async";
import { listening } from "../../../process/ports/port_holder.ts";
import type { Node, Topology } from "../../../topology.ts";

/** How often to look, ms. */
const INTERVAL = 30;

/**
 * Tells each node when it is its turn; nodes of a kind look together. The turns settle at once when
 * the signal is aborted.
 */
export class StartOrder {
  readonly #lab: Topology;
  readonly #signal: AbortSignal;
  readonly #turns = new Map<Node["kind"], Promise<void>>();

  constructor(lab: Topology, signal: AbortSignal) {
    this.#lab = lab;
    this.#signal = signal;
  }

  /** Settles when it is the turn of nodes of this kind. */
  turn(kind: Node["kind"]): Promise<void> {
    const turn = this.#turns.get(kind) ?? this.#await(kind);
    this.#turns.set(kind, turn);
    return turn;
  }

  async #await(kind: Node["kind"]): Promise<void> {
    const { ports, enough } = predecessors(kind, this.#lab);
    while (!this.#signal.aborted) {
      const answers = await Promise.all(ports.map(listening));
      if (answers.filter(Boolean).length >= enough) return;
      await delay(INTERVAL, { signal: this.#signal }).catch(() => {});
    }
  }
}

/** The ports that a node of this kind looks at, and how many of them must listen. */
export function predecessors(
  kind: Node["kind"],
  { zookeeper, kafka }: Topology,
): { ports: number[]; enough: number } {
  switch (kind) {
    case "zookeeper":
      return { ports: [], enough: 0 };
    case "kafka": {
      // A member opens its AdminServer when it is about to look for a leader.
      return {
        ports: zookeeper.map(({ adminPort }) => adminPort),
        enough: majority(zookeeper),
      };
    }
    case "registry":
      // It has topics made, with as many replicas as there may be.
      return { ports: kafka.map(({ port }) => port), enough: majority(kafka) };
    case "function":
      return { ports: kafka.map(({ port }) => port), enough: 1 };
  }
}

function majority(group: readonly Node[]): number {
  return Math.floor(group.length / 2) + 1;
}
