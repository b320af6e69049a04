import type { ChaosRun, RunFault } from "../../functions/console/chaos/chaos_run.ts";
import { faultLines } from "../report/verdict_table.ts";
import { hasPassed, type ScenarioReport } from "../report/run_report.ts";
import { type Sample, toRunSample } from "../workload/sample.ts";
import { thinned } from "./thinned.ts";

/** How many moments of a scenario are told at most: as many as a chart on a page has room for. */
const MOMENTS = 300;

/** How many lines are told of what was wrong. */
const LINES = 20;

/** Keeps the state of a run for who watches it. */
export class RunBoard {
  readonly #run: ChaosRun;
  readonly #now: () => number;
  /** Of the scenario that runs, or ran last. */
  #samples: readonly Sample[] = [];

  /** @param now in ms since the Unix epoch. */
  constructor(command: string, pid: number, now: () => number = () => Date.now()) {
    this.#now = now;
    const at = now();
    this.#run = {
      ...{ command, pid, startedAt: at, updatedAt: at, state: "running", doing: "Begins" },
      scenarios: [],
    };
  }

  /** The run as it is now. */
  get state(): ChaosRun {
    const { scenarios } = this.#run;
    const samples = thinned(this.#samples.map(toRunSample), MOMENTS);
    return {
      ...this.#run,
      updatedAt: this.#now(),
      scenarios: scenarios.map((scenario, i) =>
        i === scenarios.length - 1 ? { ...scenario, samples } : scenario
      ),
    };
  }

  /** A scenario begins. */
  begins(name: string, summary: string): void {
    this.#samples = [];
    const nothingYet = { faults: [], wrong: [], samples: [] };
    this.#run.scenarios.push({ name, summary, state: "running", ...nothingYet });
  }

  /** The samples of the scenario that runs; more are added to them meanwhile. */
  follow(samples: readonly Sample[]): void {
    this.#samples = samples;
  }

  /** Something was done. */
  said(verb: string, text: string): void {
    this.#run.doing = `${verb}: ${text}`;
  }

  /** A fault has landed, or has been healed since. */
  faulted(fault: RunFault): void {
    const { faults } = this.#run.scenarios.at(-1)!;
    const known = faults.findIndex(({ at }) => at === fault.at);
    if (known < 0) faults.push(fault);
    else faults[known] = fault;
  }

  /** The scenario has been judged. */
  ended(report: ScenarioReport): void {
    const { skipped, seconds, faults, verdict } = report;
    Object.assign(this.#run.scenarios.at(-1)!, {
      state: skipped !== undefined ? "skipped" : hasPassed(report) ? "passed" : "failed",
      seconds,
      faults: faults.map(({ fault: _, ...told }) => told),
      wrong: faultLines(report).slice(0, LINES),
      ...(verdict && {
        verdict: {
          ...verdict.sent,
          logged: verdict.logged,
          redelivered: verdict.redelivered,
          anomalies: verdict.anomalies,
        },
      }),
    });
  }

  /** The run is over. */
  end(state: "passed" | "failed"): void {
    this.#run.state = state;
    this.#run.doing = "";
  }

  /** The run has come to no verdict. */
  breakOff(why: string): void {
    this.#run.state = "broken off";
    this.#run.doing = why;
  }
}
