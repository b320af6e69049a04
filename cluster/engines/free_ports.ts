import { createHash } from "node:crypto";
import type { LabEnvironment } from "../environment.ts";
import { readKeptPorts } from "../kept_ports.ts";
import { badPorts } from "../port_offset.ts";
import { nodes, ports, type Topology, topology } from "../topology.ts";
import { isTaken } from "./taken_ports.ts";

/** Offsets are looked for from here, with no port of a lab among those of other programs' choice. */
const RANGE = { from: 1_500, to: 20_000 };

/** Between two offsets that are tried: no port of one lab is another's, but for a few. */
const STRIDE = 131;

/**
 * A port offset for a lab that may have any: the one that it runs at or ran at last, if that can be; else
 * one at which all of its ports are free. Each checkout begins to look elsewhere, so that two that look at
 * the same time do not find the same.
 *
 * @throws {Error} where there is none.
 */
export function freeOffset(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
  isFree: (lab: Topology) => boolean = allFree,
): number {
  const kept = readKeptPorts(stateDir);
  if (kept?.up || (kept && isFree(topology(kept.offset, { registry: true })))) return kept.offset;
  const size = RANGE.to - RANGE.from;
  const first = createHash("sha256").update(stateDir).digest().readUInt32BE() % size;
  for (let tried = 0; tried < size; tried++) {
    const offset = RANGE.from + (first + tried * STRIDE) % size;
    if (badPorts(offset).length === 0 && isFree(topology(offset, { registry: true }))) {
      return offset;
    }
  }
  throw new Error(
    "Cannot find free ports for a lab: stop what holds them, or set INSTIGATOR_PORT_OFFSET",
  );
}

function allFree(lab: Topology): boolean {
  const all = [
    ...nodes(lab).flatMap(ports).map(({ port }) => port),
    ...lab.kafka.map(({ metricsPort }) => metricsPort),
    lab.processMetricsPort,
  ];
  return !all.some((port) => isTaken(port));
}
