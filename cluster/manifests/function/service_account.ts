import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import type { FunctionPlan } from "./function_plan.ts";
import { labels } from "./names.ts";

/** An account that has no token: functions have nothing to ask of Kubernetes. */
export function serviceAccount({ name }: FunctionPlan): IServiceAccount {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, labels: labels(name) },
    automountServiceAccountToken: false,
  };
}
