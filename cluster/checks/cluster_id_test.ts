import { assertEquals } from "@std/assert";
import { clusterIdFindings } from "./cluster_id.ts";

Deno.test("clusterIdFindings() wants one id everywhere", () => {
  const stored = (...ids: (string | undefined)[]) =>
    ids.map((id, i) => ({ name: `kafka${i + 1}`, id }));
  const cases: [(string | undefined)[], { running?: string; refused: boolean }, string][] = [
    [[undefined, undefined], { refused: false }, "ok"],
    [["a", "a", undefined], { refused: false }, "ok"],
    [["a", "a"], { running: "a", refused: false }, "ok"],
    // The log tells of an earlier life.
    [["a", "a"], { running: "a", refused: true }, "ok"],
    [[undefined, undefined], { refused: true }, "ok"],
    [["a", "b"], { refused: false }, "problem"],
    [["a", "a"], { running: "b", refused: false }, "problem"],
    // The ensemble lost its data, and no broker starts.
    [["a", "a"], { refused: true }, "problem"],
  ];
  for (const [ids, evidence, level] of cases) {
    assertEquals(clusterIdFindings(stored(...ids), evidence)[0].level, level, `${ids}`);
  }
});
