/**
 * What the lab can run on: a Docker engine with Compose, and a Java.
 *
 * @module
 */
import { dockerVersions, obstacle } from "../engines/docker/availability.ts";
import { findJava, JavaError, OLDEST_FEATURE } from "../jvm/find_java.ts";
import type { Finding, Patient } from "../engines/check.ts";

/** Looks for a Docker engine and for Compose v2. Without them the native engine does. */
export async function checkDocker(): Promise<Finding[]> {
  const versions = await dockerVersions();
  const found = obstacle(versions);
  if (found) return [{ level: "note", found: `${found}; the lab runs as plain processes` }];
  return [{ level: "ok", found: `engine ${versions.engine}, Compose ${versions.compose}` }];
}

/** Looks for a Java. Without one, `up` fetches it. */
export async function checkJava({ environment }: Patient): Promise<Finding[]> {
  try {
    const java = await findJava(environment);
    if (java) return [{ level: "ok", found: `${java.version} in ${java.home}` }];
    return [{ level: "note", found: `none from ${OLDEST_FEATURE} on; \`up\` fetches one` }];
  } catch (error) {
    if (!(error instanceof JavaError)) throw error;
    const fix = "unset INSTIGATOR_JAVA, and the lab finds or fetches one";
    return [{ level: "problem", found: error.message, fix }];
  }
}
