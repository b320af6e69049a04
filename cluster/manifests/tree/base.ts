/**
 * The base: the functions, without Kafka.
 *
 * @module
 */
import { REGISTRY_VARIABLE } from "../../engines/reached_registry.ts";
import { deployment } from "../function/deployment.ts";
import { disruptionBudget } from "../function/disruption_budget.ts";
import type { FunctionPlan, TriggerPlan } from "../function/function_plan.ts";
import { KAFKA, NAMESPACE, PART_OF, REGISTRY } from "../function/names.ts";
import { networkPolicy } from "../function/network_policy.ts";
import { scaledObject } from "../function/scaled_object.ts";
import { serviceAccount } from "../function/service_account.ts";
import { service } from "../function/service.ts";
import { kustomization, literals } from "./kustomization.ts";
import type { Tree } from "./tree.ts";

/** Where Kafka is when nobody says: an overlay does. */
const BROKERS = "kafka-bootstrap:9092";

/** The folder `base`. */
export function baseTree(plans: readonly FunctionPlan[]): Tree {
  const registry = plans.find(({ registry }) => registry !== undefined)?.registry;
  return {
    "base/kustomization.yaml": kustomization({
      namespace: NAMESPACE,
      resources: ["namespace.yaml", ...plans.map(({ name }) => name)],
      configMapGenerator: [
        { name: KAFKA, literals: literals({ KAFKA_BROKERS: BROKERS }) },
        ...registry === undefined
          ? []
          : [{ name: REGISTRY, literals: literals({ [REGISTRY_VARIABLE]: registry }) }],
      ],
    }),
    "base/namespace.yaml": {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: NAMESPACE,
        labels: { ...PART_OF, "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
    ...Object.assign({}, ...plans.map(functionTree)),
  };
}

function functionTree(plan: FunctionPlan): Tree {
  const files = {
    "deployment.yaml": deployment(plan),
    "disruption-budget.yaml": disruptionBudget(plan),
    "network-policy.yaml": networkPolicy(plan),
    ...(isTriggered(plan) && { "scaled-object.yaml": scaledObject(plan) }),
    "service-account.yaml": serviceAccount(plan),
    "service.yaml": service(plan),
  };
  const folder = `base/${plan.name}`;
  return {
    [`${folder}/kustomization.yaml`]: kustomization({ resources: Object.keys(files) }),
    ...Object.fromEntries(
      Object.entries(files).map(([name, object]) => [`${folder}/${name}`, object]),
    ),
  };
}

/** Whether a function is scaled on lag. */
export function isTriggered(plan: FunctionPlan): plan is FunctionPlan & { trigger: TriggerPlan } {
  return plan.trigger !== undefined;
}
