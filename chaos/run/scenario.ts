/**
 * What a scenario is: a timeline of faults, and what must hold after each.
 *
 * @module
 */
import type { Bound } from "./bounds.ts";
import type { Fault } from "../faults/fault.ts";
import type { LabKind } from "../labs/lab_kind.ts";
import type { Probe } from "../probes/probe.ts";
import type { BuiltIn } from "../workload/load_source.ts";
import type { LoadSize } from "../workload/workload.ts";

/** One fault of a timeline, and what must hold after it. */
export interface Step {
  fault: Fault;
  /** How long the load flows undisturbed before it, s; 5 by default, and up to a second more by the seed. */
  calm?: number;
  /** How long it lasts before it is healed, s; 0 by default. */
  lasts?: number;
  /** What must hold from its landing on, besides that no record suffers. */
  bounds: readonly Bound[];
}

/** A timeline of faults that anyone can write: the default export of a file in `chaos/scenarios/`. */
export interface Scenario {
  /** One line on what it shows. */
  summary: string;
  /** The faults, one after the other; each one begins when the lab is whole again. */
  steps: readonly Step[];
  /** Those of a short run, as in CI; the first one, where they are left out. */
  short?: readonly Step[];
  /** The kind of lab that it takes, where any will not do. */
  on?: LabKind;
  /** Whether it breaks what the native engine alone has, such as its supervisor. */
  isNative?: true;
  /** How much load there is, where it is other than usual. */
  load?: Partial<LoadSize>;
  /** The functions that the load passes through, by name; none, where they are left out. */
  through?: readonly string[];
  /** Those of a short run; the same, where they are left out. */
  shortThrough?: readonly string[];
  /** Built-in functions that run beside the load. */
  beside?: readonly BuiltIn[];
  /** What is looked at all the time, for bounds. */
  probes?: readonly Probe[];
  /** Whether the load is posted to the producer function, and not written to Kafka. */
  isHttp?: boolean;
}

/** The same step, so many times. */
export function times(count: number, step: Step): Step[] {
  return Array.from({ length: count }, () => step);
}
