import { missingJars } from "../../../jvm/jars.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** How long the repository may take to answer, ms. */
const TIMEOUT = 10_000;

/** Asks the Maven repository for a jar, if one is missing. */
export async function checkMaven({ environment }: CheckContext): Promise<Finding[]> {
  const missing = await missingJars(environment);
  if (missing.length === 0) {
    return [{ level: "ok", found: "Maven: not needed, all jars are in the cache" }];
  }
  const { host } = new URL(await missing[0].url());
  const fix = "check the network, or name a mirror by INSTIGATOR_MAVEN_MIRROR";
  try {
    const response = await fetch(await missing[0].url(), {
      method: "HEAD",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.ok) {
      return [{ level: "ok", found: `Maven: ${host} answers; ${missing.length} jars to fetch` }];
    }
    return [{ level: "problem", found: `Maven: ${host} answers with ${response.status}`, fix }];
  } catch {
    return [{ level: "problem", found: `Maven: ${host} cannot be reached`, fix }];
  }
}
