import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { hasPassed, longest, type ScenarioReport } from "./run_report.ts";
import { html } from "./html.ts";
import { junit } from "./junit.ts";
import { faultLines, verdictTable } from "./verdict_table.ts";

const BOUND = { what: "acknowledgements resume", within: 8_000, took: 6_500, met: true };

const PASSED: ScenarioReport = {
  scenario: "leader-kill",
  seed: 7,
  seconds: 42,
  faults: [{
    ...{ fault: "kill a leader", what: "killed kafka2", proofs: ["pid 7 is gone"], at: 5_000 },
    bounds: [BOUND],
  }],
  verdict: {
    sent: { acknowledged: 12_000, unknown: 3, rejected: 2 },
    ...{ logged: 12_001, unknownInLog: 1, redelivered: 40 },
    ...{ anomalies: {}, examples: [], disagreements: [] },
    ledger: { lost: 0, duplicated: 0, reordered: 0 },
    ...{ resent: 0, passages: [] },
  },
  looks: [],
  samples: [0, 250, 500].map((at) => ({
    ...{ at, acknowledged: 2_400, delivered: 2_400, unavailable: 0, lag: 0, p99: 9 },
    cluster: { controller: 1, brokers: 3, leaders: [1, 2], epochs: [0, 0], isr: [3, 3] },
  })),
};

const LOST: ScenarioReport = {
  ...PASSED,
  verdict: {
    ...PASSED.verdict!,
    anomalies: { "lost write": 1 },
    examples: [{ kind: "lost write", detail: "p0-1:3, acknowledged at 0/<7>" }],
  },
};

const LATE: ScenarioReport = {
  ...PASSED,
  faults: [{ ...PASSED.faults[0], bounds: [{ ...BOUND, took: 9_000, met: false }] }],
};

Deno.test("hasPassed() tells of anomalies, missed bounds, and runs that broke off", () => {
  const { verdict: _, ...broken } = PASSED;
  const reports = [PASSED, LOST, LATE, { ...broken, error: "The lab is not ready" }];
  assertEquals(reports.map(hasPassed), [true, false, false, false]);
});

Deno.test("longest() tells the worst of all faults, and nothing where one never came to be", () => {
  const [fault] = PASSED.faults;
  const faults = [fault, { ...fault, bounds: [{ ...BOUND, took: 7_000 }] }];
  assertEquals(longest({ ...PASSED, faults }, BOUND.what), 7_000);
  const { took: _, ...never } = BOUND;
  assertEquals(
    longest({ ...PASSED, faults: [fault, { ...fault, bounds: [never] }] }, BOUND.what),
    undefined,
  );
});

Deno.test("verdictTable() ends with what was wrong", () => {
  const lines = verdictTable([PASSED, LATE]).split("\n");
  assertEquals(lines.length, 4);
  assertStringIncludes(lines[1], "12,000");
  assertEquals(lines[3], "leader-kill: acknowledgements resume within 8 s: it took 9 s");
  assertEquals(faultLines(PASSED), []);
});

Deno.test("verdictTable() tells what functions made of the load", () => {
  const passages = [{ name: "relay", outputs: 1_200, again: 3, letters: 4 }];
  const verdict = { ...PASSED.verdict!, passages };
  const line = verdictTable([{ ...PASSED, verdict }]).split("\n").at(-1);
  assertEquals(
    line,
    "leader-kill: relay has written 1,200 records (3 of them again) and 4 letters",
  );
});

Deno.test("junit() has a case for the verdict and for each bound, and fails those that failed", () => {
  const xml = junit([PASSED, LOST, LATE]);
  assertEquals(xml.match(/<testcase /g)?.length, 6);
  assertEquals(xml.match(/<failure /g)?.length, 2);
  assertStringIncludes(xml, "acknowledged at 0/&lt;7&gt;");
  assertStringIncludes(xml, '<failure message="it took 9 s"/>');
});

Deno.test("html() is one page that loads nothing, with a chart of each value", () => {
  const page = html([PASSED, LOST], "deno task chaos --seed 7");
  assertEquals(page.match(/<section /g)?.length, 2);
  assertStringIncludes(page, "Chaos: 1 passed, 1 failed");
  assert(page.match(/<svg /g)!.length >= 14);
  assert(!/<script|<link|src=|href="(?!#)/.test(page));
  assertStringIncludes(page, "0/&lt;7&gt;");
  assert(!page.includes("NaN"));
});
