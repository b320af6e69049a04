/**
 * Services of the lab that a user named.
 *
 * @module
 */
import { nodes, type Topology } from "../../cluster/topology.ts";
import { UsageError } from "./invocation/command.ts";
import { nearest } from "./invocation/nearest.ts";

/**
 * The names as they were given, each once.
 *
 * @throws {UsageError} for a name that no node has, with the nearest that one has.
 */
export function serviceNames(lab: Topology, names: readonly string[]): string[] {
  // Those that cannot be started have a name, too.
  const known = [...nodes(lab), ...lab.broken ?? []].map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`There is no service ${name}${nearest(name, known)}`);
  }
  return [...new Set(names)];
}

/**
 * The names as {@linkcode serviceNames} gives them, at least one.
 *
 * @throws {UsageError} where none is named, too.
 */
export function someServices(lab: Topology, names: readonly string[]): string[] {
  if (names.length > 0) return serviceNames(lab, names);
  const known = nodes(lab).map(({ name }) => name).join(", ");
  throw new UsageError(`Name one or more services; there are ${known}`);
}
