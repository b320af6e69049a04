/**
 * What `doctor` finds.
 *
 * @module
 */
import type { Engine } from "./engine.ts";
import type { LabEnvironment } from "../environment.ts";
import type { Topology } from "../topology.ts";

/** One finding of a check. */
export interface Finding {
  /** `note`: worth to know, and no obstacle. */
  level: "ok" | "note" | "problem";
  found: string;
  /** What to do about it. */
  fix?: string;
}

/** What a check may look at. */
export interface Patient {
  environment: LabEnvironment;
  lab: Topology;
  engine: Engine;
}

/** Looks at one thing; has at least one finding. */
export type Check = (patient: Patient) => Promise<Finding[]>;
