/**
 * What runs the lab: Docker Compose, or plain processes. Commands speak to both by this interface.
 *
 * @module
 */
import type { Progress } from "../progress.ts";

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
}

/** One way to run the lab. */
export interface Engine {
  readonly name: "native" | "docker";

  /**
   * Starts what does not run yet, without waiting until it is ready. Tells whether the lab was
   * down before, so that a failure stops only what this call began. An abort ends downloads.
   */
  start(progress: Progress, signal: AbortSignal): Promise<boolean>;

  /**
   * Stops everything: functions, then brokers, then the ensemble, with grace. Tells whether
   * anything ran. With `volumes`, the data of ZooKeeper and Kafka goes too.
   */
  stop(options: { volumes: boolean }): Promise<boolean>;

  /** The processes by node; empty when the lab is down. */
  processes(): Promise<ReadonlyMap<string, ProcessFacts>>;

  /** The last lines that a node logged. */
  logTail(name: string, lines: number): Promise<string[]>;

  /** Writes the logs of these nodes to stdout, each line under its node's name; `follow` goes on. */
  logs(names: readonly string[], options: { follow: boolean; signal: AbortSignal }): Promise<void>;
}
