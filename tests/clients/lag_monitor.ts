import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { FunctionProcess, type Variables } from "../processes/function_process.ts";
import type { Lab } from "../lab.ts";

/** The lag monitor's settings as the lab has them. */
export const BURROW_CONFIG = join(PROJECT_ROOT, "cluster/burrow/burrow.toml");

/** A lag monitor that looks often and judges by the last three commits. */
export async function startMonitor(lab: Lab, variables: Variables = {}): Promise<FunctionProcess> {
  const monitor = new FunctionProcess("lag", {
    KAFKA_BROKERS: lab.brokers.join(","),
    BURROW_CONFIG,
    BURROW_CLUSTER_LOCAL_TOPIC_REFRESH: "1",
    BURROW_CLUSTER_LOCAL_OFFSET_REFRESH: "1",
    BURROW_STORAGE_DEFAULT_INTERVALS: "3",
    BURROW_STORAGE_DEFAULT_MIN_DISTANCE: "0",
    BURROW_EVALUATOR_DEFAULT_EXPIRE_CACHE: "0",
    ...variables,
  });
  await monitor.ready();
  return monitor;
}
