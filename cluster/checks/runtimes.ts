/**
 * What the lab can run on: a Docker engine with Compose, and a Java.
 *
 * @module
 */
import { findJava, JavaError, OLDEST_FEATURE } from "../native/find_java.ts";
import type { Finding, Patient } from "./finding.ts";

/** How long Docker may take to answer, ms. */
const DOCKER_TIMEOUT = 5_000;

/** Looks for a Docker engine and for Compose v2. Without them the native engine does. */
export async function checkDocker(): Promise<Finding[]> {
  const [engine, compose] = await Promise.all([
    answer("docker", ["version", "--format", "{{.Server.Version}}"]),
    answer("docker", ["compose", "version", "--short"]),
  ]);
  if (engine && compose) return [{ level: "ok", found: `engine ${engine}, Compose ${compose}` }];
  const missing = engine ? "no Compose v2" : "no engine answers";
  return [{ level: "note", found: `${missing}; the lab runs as plain processes` }];
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

/** The first line that a command prints; `undefined` when it fails, hangs or is not there. */
async function answer(command: string, args: string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(command, {
      args,
      stderr: "null",
      signal: AbortSignal.timeout(DOCKER_TIMEOUT),
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() || undefined : undefined;
  } catch {
    return undefined;
  }
}
