/**
 * What `doctor` looks at, and what it finds.
 *
 * @module
 */
import type { LabEnvironment } from "../environment.ts";
import type { Topology } from "../topology.ts";
import type { ProcessFacts } from "./process_facts.ts";

/** One finding of a check. */
export interface Finding {
  /** `note`: worth to know, and no obstacle. */
  level: "ok" | "note" | "problem";
  found: string;
  /** What to do about it. */
  fix?: string;
}

/** What a check may look at: the lab, and the engine that it runs on. */
export interface CheckContext {
  environment: LabEnvironment;
  lab: Topology;
  engine: {
    processes(): Promise<ReadonlyMap<string, ProcessFacts>>;
    logTail(name: string, lines: number): Promise<string[]>;
  };
}

/** Looks at one thing; has at least one finding. */
export interface Check {
  name: string;
  run(context: CheckContext): Promise<Finding[]>;
}

/** The problems among findings in words, each with its way out; `undefined` if there is none. */
export function problemText(findings: readonly Finding[]): string | undefined {
  const problems = findings.filter(({ level }) => level === "problem");
  return problems.map(({ found, fix }) => fix ? `${found}; ${fix}` : found).join("\n") || undefined;
}
