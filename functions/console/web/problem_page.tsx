import type { Problem } from "../../runtime/http/problems/problem.ts";
import type { Html } from "./html.ts";

interface ProblemPageProps {
  problem: Problem;
  /** Whether it is expected to pass, and the page to come back by itself. */
  passes: boolean;
}

/** The body of a page that cannot be shown. */
export function ProblemPage({ problem, passes }: ProblemPageProps): Html {
  return (
    <div class="problem">
      <p class="status">{problem.status}</p>
      <h1>{problem.body().title}</h1>
      <p>{problem.message}</p>
      {passes ? <p class="hint">This page comes back by itself as soon as it can be shown.</p> : (
        <p>
          <a href="/">To the overview</a>
        </p>
      )}
    </div>
  );
}
