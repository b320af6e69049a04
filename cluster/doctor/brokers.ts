import type { CheckContext, Finding } from "../engines/check.ts";
import { brokerStates, hangingBrokers } from "../nodes/readiness.ts";

/** Asks every broker: one that listens and does not answer hangs, or its machine is too slow. */
export async function checkBrokers({ lab }: Pick<CheckContext, "lab">): Promise<Finding[]> {
  const states = await brokerStates(lab);
  const hanging = hangingBrokers(lab, states);
  if (hanging.length > 0) {
    return hanging.map((name) => ({
      level: "problem",
      found: `${name} does not answer`,
      fix:
        `\`deno task logs ${name}\` tells why; when its process is ended, the lab starts it again`,
    }));
  }
  const up = states.filter(({ state }) => state === "up").length;
  return [{ level: "ok", found: up === 0 ? "none runs" : `${up} of ${states.length} answer` }];
}
