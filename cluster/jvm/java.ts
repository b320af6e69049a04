import type { LabEnvironment } from "../environment.ts";
import type { Progress } from "../progress.ts";
import { findJava, type Java, KAFKA_JAVA, type NeededJava } from "./find_java.ts";

/**
 * The Java that runs the lab: the one of this machine, or one that is fetched into the cache.
 *
 * @throws {JavaError} when `INSTIGATOR_JAVA` is no usable Java, or none can be had.
 */
export async function ensureJava(
  environment: LabEnvironment,
  progress: Progress,
  needed: NeededJava = KAFKA_JAVA,
): Promise<Java> {
  const found = await findJava(environment, needed);
  if (found) return found;
  // Loaded only where it is needed, which is once on a machine without Java.
  const { fetchJava } = await import("./java_runtime.ts");
  return await fetchJava(environment, progress);
}
