import { assertEquals } from "@std/assert";
import { chaosRunSchema } from "../../functions/console/chaos/chaos_run.ts";
import type { ScenarioReport } from "../report/run_report.ts";
import type { Sample } from "../workload/sample.ts";
import { RunBoard } from "./run_board.ts";
import { thinned } from "./thinned.ts";

const FAULT = { what: "killed kafka2", proofs: ["pid 7 is gone"], at: 5_000, bounds: [] };

const SAMPLE: Sample = { at: 0, acknowledged: 10, delivered: 10, unavailable: 0, lag: 0 };

const REPORT: ScenarioReport = {
  ...{ scenario: "leader-kill", seed: 7, seconds: 42, samples: [], looks: [] },
  faults: [{
    ...FAULT,
    fault: "kill the leader",
    bounds: [{ what: "the ISR is full", within: 20_000, took: 21_000, met: false }],
  }],
  verdict: {
    sent: { acknowledged: 12, unknown: 0, rejected: 1 },
    ...{ logged: 12, unknownInLog: 0, redelivered: 0, resent: 0, passages: [] },
    ...{ anomalies: {}, examples: [], disagreements: [] },
    ledger: { lost: 0, duplicated: 0, reordered: 0 },
  },
};

Deno.test("RunBoard tells a run as the console reads it, from its first fault to its verdict", () => {
  const board = new RunBoard("deno task chaos leader-kill", 7, () => 1_000);
  board.begins("leader-kill", "a leader is killed");
  board.follow([SAMPLE]);
  board.said("Injecting", "kill the leader");
  board.faulted(FAULT);
  board.faulted({ ...FAULT, healed: 6_000 });
  const running = chaosRunSchema.parse(board.state);
  assertEquals(running.doing, "Injecting: kill the leader");
  assertEquals(running.scenarios[0].faults, [{ ...FAULT, healed: 6_000 }]);
  assertEquals(running.scenarios[0].samples.length, 1);

  board.ended(REPORT);
  board.end("failed");
  const { state, scenarios: [scenario] } = chaosRunSchema.parse(board.state);
  assertEquals([state, scenario.state], ["failed", "failed"]);
  assertEquals(scenario.wrong, ["the ISR is full within 20 s: it took 21 s"]);
  assertEquals(scenario.verdict?.acknowledged, 12);
});

Deno.test("thinned() keeps the worst of the moments that become one", () => {
  const moments = [[3, 0], [1, 5], [3, 2], [3, 0], [2, 0]].map(([isr, lag], at) => ({
    ...{ at, acknowledged: at, delivered: at, unavailable: 0, isr, lag },
  }));
  assertEquals(thinned(moments, 5), moments);
  const thin = thinned(moments, 3);
  assertEquals(thin.map(({ at, isr, lag }) => [at, isr, lag]), [[0, 1, 5], [2, 3, 2], [4, 2, 0]]);
  assertEquals(thin[0].acknowledged, 0.5);
});
