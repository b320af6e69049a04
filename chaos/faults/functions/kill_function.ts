import { type Fault, proven, type Target } from "../fault.ts";
import type { Passage } from "../../workload/passage.ts";

/** Kills a function that the load passes through (SIGKILL) in mid batch, and starts it again. */
export const killFunction: Fault = {
  name: "kill a function",
  async inject(target) {
    const passage = passageOf(target);
    const { workload } = target;
    // What it is about to do has begun when something has just come out.
    const seen = workload.passed.length;
    if (passage.hasOutput) {
      await proven(
        "the function's work",
        () => workload.passed.length > seen ? "it works" : undefined,
      );
    }
    const gone = await passage.function.kill();
    const at = workload.clock();
    await passage.function.restart();
    return { what: `killed ${passage.name}, and started it again`, at, proofs: [gone] };
  },
};

/** One of the functions that the load passes through. @throws {Error} when it passes through none. */
export function passageOf({ workload, random }: Target): Passage {
  const { passages } = workload;
  const passage = passages[Math.floor(random() * passages.length)];
  if (passage !== undefined) return passage;
  throw new Error("Cannot break a function: the load passes through none; name one by --function");
}
