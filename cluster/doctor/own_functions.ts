import type { CheckContext, Finding } from "../engines/check.ts";

/** Looks for users' functions that cannot be started, and tells of the others. */
export function checkOwnFunctions({ lab }: CheckContext): Promise<Finding[]> {
  const names = lab.functions.filter(({ own }) => own).map(({ name, port }) => `${name} (${port})`);
  const broken = lab.broken ?? [];
  const findings = broken.map(({ name, reason, file }): Finding => ({
    level: "problem",
    found: `${name}: ${reason}`,
    fix: `mend ${file}; the lab runs without it`,
  }));
  if (names.length > 0) findings.unshift({ level: "ok", found: names.join(", ") });
  if (findings.length > 0) return Promise.resolve(findings);
  const found = "none of your own; `deno task new` makes one";
  return Promise.resolve([{ level: "ok", found }]);
}
