import { badPorts } from "../port_offset.ts";
import { nodes, ports, topology } from "../topology.ts";
import { isTaken } from "./taken_ports.ts";

/** Offsets from here on are far from what people run by hand, and below the ports of outgoing connections. */
const FIRST = 10_000;
const RANGE = 10_000;

/** How many offsets are tried. */
const TRIES = 100;

/**
 * A port offset at which every port of a lab is free just now. It is chosen by chance, so that those
 * who look at the same time do not find the same one.
 *
 * @throws {Error} when none is found.
 */
export function freeOffset(): number {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const offset = FIRST + Math.floor(Math.random() * RANGE);
    if (badPorts(offset).length > 0) continue;
    const lab = topology(offset, { registry: true });
    const wanted = [
      ...nodes(lab).flatMap(ports).map(({ port }) => port),
      lab.processMetricsPort,
      // Users' functions come here, and a replica of each.
      ...Array.from({ length: 10 }, (_, i) => [5010 + i + offset, 5110 + i + offset]).flat(),
    ];
    if (!wanted.some((port) => isTaken(port))) return offset;
  }
  throw new Error("Cannot find free ports for a lab");
}
