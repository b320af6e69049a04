import { delimiter } from "node:path";
import { labEnvironment } from "../environment.ts";
import { classPath, ensureJars } from "./jars.ts";
import { ensureJava } from "./java.ts";
import { silent } from "../progress.ts";

/**
 * The Java and the class path that Kafka's own tools run with, fetched if need be.
 *
 * @throws {JavaError} or {@linkcode DownloadError} when one cannot be had.
 */
export async function javaCommand(): Promise<{ java: string; classpath: string }> {
  const environment = labEnvironment();
  const { executable } = await ensureJava(environment, silent);
  await ensureJars(environment, silent);
  return { java: executable, classpath: classPath(environment).join(delimiter) };
}
