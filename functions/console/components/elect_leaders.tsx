/**
 * Electing preferred leaders: the form, and what came of it.
 *
 * @module
 */
import type { ElectionOutcome } from "../../../kafka/admin/replicas/replicas.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { count } from "../web/text/format.ts";
import type { Html } from "../web/html.ts";

/** The id of the form. */
export const ELECT_LEADERS = "elect";

/** A button that has the preferred leaders elected. */
export function ElectLeadersForm({ action }: { action: string }): Html {
  return (
    <form method="post" action={action}>
      <button type="submit">Elect preferred leaders</button>
    </form>
  );
}

/** What came of an election. @throws {Problem} `conflict` if it failed for every partition. */
export function electionMessage(outcomes: readonly ElectionOutcome[]): string {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  const elected = outcomes.length - failed.length;
  const reasons = [...new Set(failed.map(({ error }) => error))].join(", ");
  const failures = `${count(failed.length, "partition")} kept another leader (${reasons})`;
  if (outcomes.length === 0) return "Every partition had its preferred leader already";
  if (elected === 0) throw new Problem("conflict", `Cannot elect preferred leaders: ${failures}`);
  const done = `${count(elected, "preferred leader")} elected`;
  return failed.length === 0 ? done : `${done}; ${failures}`;
}
