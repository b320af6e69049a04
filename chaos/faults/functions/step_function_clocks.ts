import type { Passage } from "../../workload/passage.ts";
import { type Fault, proven } from "../fault.ts";
import { byDays, clocksOf, DAY } from "../means/clocks.ts";

/** How the clocks are set, and what else befalls the functions. */
export interface FunctionStepOptions {
  days: number;
  /** Whether they are killed then, and start with the clock as it is. */
  restart?: boolean;
}

/** Sets the clocks of the functions that the load passes through, and back again when it is healed. */
export function stepFunctionClocks({ days, restart = false }: FunctionStepOptions): Fault {
  return {
    name: `set the functions' clocks ${byDays(days)}`,
    async inject({ lab, workload }) {
      const clock = clocksOf(lab);
      const { passages } = workload;
      const setAll = (seconds: number) => passages.forEach(({ name }) => clock.set(name, seconds));
      const proofs: string[] = [];
      const prove = async () => {
        proofs.push(...await Promise.all(passages.map((one) => provenOff(one, days * DAY))));
      };
      setAll(days * DAY);
      const at = workload.clock();
      try {
        await prove();
        if (restart) {
          const functions = passages.map((passage) => passage.function);
          proofs.push(...await Promise.all(functions.map((one) => one.kill())));
          await Promise.all(functions.map((one) => one.restart()));
          await prove();
        }
      } catch (error) {
        setAll(0);
        throw error;
      }
      return {
        what: `set the clocks of ${passages.map(({ name }) => name).join(", ")} by ` +
          `${days * DAY} s` + (restart ? ", and killed them" : ""),
        at,
        proofs,
        heal: () => Promise.resolve(setAll(0)),
      };
    },
  };
}

/** The dead letters that a function writes from now on have the time that it believes in. */
function provenOff(passage: Passage, seconds: number): Promise<string> {
  const since = Date.now();
  return proven(`a letter that ${passage.name} wrote by the clock that was set`, async () => {
    const letters = await passage.letters();
    const wasSet = letters.some(({ timestamp }) => {
      const written = Number(timestamp) - seconds * 1_000;
      return written >= since && written <= Date.now();
    });
    return wasSet ? `${passage.name} writes letters ${seconds} s off` : undefined;
  });
}
