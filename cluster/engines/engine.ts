/**
 * What runs the lab: Docker Compose, or plain processes. Commands speak to both by this interface.
 *
 * @module
 */
import type { Progress } from "../progress.ts";
import type { LogLine } from "../logs/log_line.ts";
import type { Check } from "./check.ts";
import type { ProcessFacts } from "./process_facts.ts";
import type { TakenPort } from "./taken_ports.ts";

/** What an engine sees of the lab, before anything is done about it. */
export interface Observed {
  /** Whether something looks after the processes, and starts again what dies. */
  supervised: boolean;
  /** The port offset that the lab was started at, where that is known. */
  offset?: number;
  /** By node; empty when the lab is down. */
  processes: ReadonlyMap<string, ProcessFacts>;
  /** The functions that run older code than there is now. */
  outdated?: readonly string[];
  /** The ports that the lab needs and that others have. */
  takenPorts: readonly TakenPort[];
  /** Processes of this lab that run and that it has no record of, by name and pid. */
  strays?: readonly { name: string; pid: number }[];
  /** Why a start would fail, where that can be seen before it. */
  obstacle?: string;
}

/** How to hand on logs. */
export interface LogOptions {
  /** Whether to go on with what comes, until the signal is aborted. */
  follow: boolean;
  signal: AbortSignal;
  /**
   * Takes lines as they were logged, with whatever is in them; those of a node in their order.
   *
   * @param keptAt is when the lines of a node were kept, at the latest, ms since 1970.
   */
  take(lines: readonly LogLine[], keptAt: (node: string) => number): Promise<void>;
}

/** One way to run the lab. */
export interface Engine {
  readonly name: "native" | "docker";

  /** What could keep it from running the lab, for `doctor`. */
  readonly checks: readonly Check[];

  /** Those of the checks that tell why nodes keep ending; quick ones. */
  readonly causes: readonly Check[];

  /** Looks, and changes nothing. */
  observe(): Promise<Observed>;

  /**
   * Starts what is to run and does not yet, without waiting until it is ready; does nothing where all
   * runs. An abort ends downloads.
   *
   * @param only starts no others than these, as far as others are not looked after already.
   */
  start(progress: Progress, signal: AbortSignal, only?: readonly string[]): Promise<void>;

  /**
   * Stops these nodes, of which it is on record that they are not to run: with grace, or as `kill -9`
   * does where that is the record. Settles when none of them runs.
   */
  stopNodes(names: readonly string[]): Promise<void>;

  /**
   * Ends a node at once, as a crash does: it is started again. Settles with the proof, in words, when the
   * process has ended.
   *
   * @throws {Error} when it does not run.
   */
  crash(name: string): Promise<string>;

  /**
   * Halts a node as it is, so that it listens and does not answer, or has it go on.
   *
   * @throws {Error} when it does not run.
   */
  halt(name: string, isHalted: boolean): Promise<void>;

  /**
   * Stops everything: functions, then brokers, then the ensemble, with grace. Tells whether
   * anything ran. With `volumes`, the data of ZooKeeper and Kafka goes too.
   */
  stop(options: { volumes: boolean }): Promise<boolean>;

  /** The processes by node; empty when the lab is down. */
  processes(): Promise<ReadonlyMap<string, ProcessFacts>>;

  /** The last lines that a node logged. */
  logTail(name: string, lines: number): Promise<string[]>;

  /** Hands on what these nodes logged since the lab was started. */
  logs(names: readonly string[], options: LogOptions): Promise<void>;
}
