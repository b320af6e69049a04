/**
 * What Kubernetes needs to run the functions of a lab, as a Kustomize tree.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import type { TopicSpec } from "../topics/topic_spec.ts";
import type { FunctionPlan } from "./function/function_plan.ts";
import { SECURITY } from "./kafka/security.ts";
import { accessTokenTree } from "./tree/access_token.ts";
import { baseTree } from "./tree/base.ts";
import { monitoringTree } from "./tree/monitoring.ts";
import { securityTree } from "./tree/secured.ts";
import { localOverlay, strimziOverlay } from "./tree/strimzi_overlay.ts";
import { treeTexts } from "./tree/tree.ts";

const DASHBOARD = join(PROJECT_ROOT, "cluster/observability/grafana/dashboard.json");

/**
 * The files of the tree: `base`, a component for each way to be let in by Kafka, one for a token, one for Prometheus,
 * and overlays that bring Kafka.
 *
 * @param plans the functions to run.
 * @param topics all that are declared.
 */
export async function manifests(
  plans: readonly FunctionPlan[],
  topics: readonly TopicSpec[],
): Promise<Map<string, string>> {
  return treeTexts({
    ...baseTree(plans),
    ...Object.assign({}, ...SECURITY.map((security) => securityTree(security, plans))),
    ...accessTokenTree(),
    ...monitoringTree(await Deno.readTextFile(DASHBOARD)),
    ...strimziOverlay(plans, topics),
    ...localOverlay(plans),
  });
}
