import type { Unwanted } from "./unwanted.ts";

/** What an engine knows about one node's process. */
export interface ProcessFacts {
  state: "waiting" | "running" | "stopped";
  pid?: number;
  container?: string;
  startedAt?: Date;
  memoryBytes?: number;
  /** How often it died and was started again. */
  restarts: number;
  /** Why it is in this state, where that is not plain. */
  note?: string;
  /** Why it is not to run, if so: then it is `stopped`, and that is no fault. */
  unwanted?: Unwanted;
}
