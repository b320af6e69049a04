import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import type { FunctionPlan } from "./function_plan.ts";
import { labels, selector } from "./names.ts";

/**
 * Nodes are drained one replica at a time. Not "at least one": it would keep a node from being drained for
 * good that has the only replica.
 */
export function disruptionBudget({ name }: FunctionPlan): IPodDisruptionBudget {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, labels: labels(name) },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selector(name) },
      // One that was never ready serves nobody, and would hold the drain up.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
