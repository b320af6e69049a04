/**
 * Which engine runs the lab.
 *
 * @module
 */
import type { Engine } from "./engine.ts";
import type { LabEnvironment } from "./environment.ts";
import { nativeEngine } from "./native/engine.ts";
import type { Topology } from "./topology.ts";

/** What `--engine` takes. */
export const ENGINES = ["auto", "docker", "native"] as const;

/** A choice of engine, and why. */
export interface Choice {
  engine: Engine;
  reason: string;
}

/**
 * The engine for a choice of `--engine`. There is one so far, so `auto` is native.
 *
 * @throws {Error} when the engine that was asked for cannot be had.
 */
export function chooseEngine(
  environment: LabEnvironment,
  lab: Topology,
  wanted: typeof ENGINES[number] = "auto",
): Choice {
  if (wanted === "docker") {
    throw new Error("Cannot use --engine docker: this version has the native engine only");
  }
  const reason = wanted === "native" ? "as asked for" : "plain processes of this machine";
  return { engine: nativeEngine(environment, lab), reason };
}
