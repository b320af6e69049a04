/**
 * Whether what is still missing can be downloaded: by the registries' own clients, with their own
 * settings.
 *
 * @module
 */
import { missingJars } from "../jvm/jars.ts";
import type { Finding, Patient } from "../engines/check.ts";

/** How long a registry may take to answer, ms. */
const TIMEOUT = 10_000;

/** Asks the Maven repository for a jar, if one is missing. */
export async function checkMaven({ environment }: Patient): Promise<Finding[]> {
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

/** Has Deno ask the npm registry for a package of the lab's. */
export async function checkNpm(): Promise<Finding[]> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--no-config", "--no-lock", "--reload", "npm:kafkajs"],
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(TIMEOUT),
  }).output();
  if (success) return [{ level: "ok", found: "npm: the registry answers" }];
  return [{
    level: "note",
    found: "npm: the registry cannot be reached; what is in Deno's cache goes on working",
    fix: "check the network, or name a mirror by NPM_CONFIG_REGISTRY",
  }];
}
