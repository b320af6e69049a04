import { assertEquals } from "@std/assert";
import type { Logged, Passage, Sent } from "../history.ts";
import type { AnomalyKind } from "./anomaly.ts";
import { passageAnomalies, passageCounts } from "./passage_anomalies.ts";

const SENT = [0, 1, 2, 3].map((sequence): Sent => ({
  ...{ id: `k:${sequence}`, key: "k", sequence, partition: 0, offset: sequence },
  ...{ outcome: "acknowledged", sentAt: 0, settledAt: 1 },
}));
const LOG = logged(0, 1, 2, 3);

/** A passage with these outputs and letters. */
function passage(outputs: number[] | undefined, letters: number[] = [], end = 4): Passage {
  return {
    name: "f",
    ...(outputs && { outputs: logged(...outputs) }),
    letters: logged(...letters),
    committed: [[0, end]],
  };
}

const CASES: [what: string, passage: Passage, found: AnomalyKind[]][] = [
  ["each record in the output or the letters", passage([0, 1, 3], [2]), []],
  ["a record again, after a death", passage([0, 1, 2, 1, 2, 3]), []],
  ["a record nowhere, though it is committed", passage([0, 1, 3]), ["lost passage"]],
  ["a record behind a later one", passage([0, 2, 1, 3]), ["reordered passage"]],
  ["a record that nobody sent", passage([0, 1, 2, 3, 7]), ["unexpected passage"]],
  ["a letter that nobody sent", passage([0, 1, 2, 3], [7]), ["unexpected passage"]],
  ["a function without output that has committed all", passage(undefined), []],
  ["a function without output that has not", passage(undefined, [2], 3), ["lost passage"]],
];

for (const [what, through, kinds] of CASES) {
  Deno.test(`passageAnomalies() finds ${kinds.join(", ") || "nothing"} in ${what}`, () => {
    assertEquals(passageAnomalies(SENT, LOG, through).map(({ kind }) => kind), kinds);
  });
}

Deno.test("passageCounts() counts what is there again", () => {
  const counts = passageCounts(passage([0, 1, 0, 1, 2], [3]));
  assertEquals(counts, { name: "f", outputs: 5, again: 2, letters: 1 });
});

function logged(...sequences: number[]): Logged[] {
  return sequences.map((sequence, offset) => ({
    ...{ partition: 0, offset, id: `k:${sequence}`, key: "k", sequence },
  }));
}
