import type { Probe } from "./probe.ts";

/** How long an answer may take, ms. */
const TIMEOUT = 5_000;

/** What a look shows where all is well. */
export const READY = "ready";

/** Whether `/readyz` of each function that runs for the load answers 200. */
export const readiness: Probe = {
  name: "readyz",
  pause: 500,
  async look({ workload }) {
    const answers = await Promise.all(workload.functions.map(async ({ now, source }) => {
      const answer = await now.fetch("/readyz", { signal: AbortSignal.timeout(TIMEOUT) });
      const body = await answer.text();
      return answer.status === 200 ? "" : `${source.name}: ${answer.status} ${body}`;
    }));
    return answers.filter(Boolean).join("; ") || READY;
  },
};
