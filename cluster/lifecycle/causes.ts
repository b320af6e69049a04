import { type CheckContext, problemText } from "../engines/check.ts";
import type { Engine } from "../engines/engine.ts";

/** What nodes keep ending of, with the way out, as far as the engine knows. */
export async function causes(
  { environment, lab, engine }: CheckContext & { engine: Engine },
): Promise<string[]> {
  const context = { environment, lab, engine };
  const findings = await Promise.all(engine.causes.map((check) => check.run(context)));
  return problemText(findings.flat())?.split("\n") ?? [];
}
