import type { IScaledObject } from "@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject";
import {
  type FunctionPlan,
  isAlwaysThere,
  maxReplicas,
  type TriggerPlan,
} from "./function_plan.ts";
import { labels } from "./names.ts";

/** How often KEDA looks, how long lag must be gone before the last replica is, in seconds. */
const POLLING = 10;
const COOLDOWN = 120;

/**
 * How KEDA scales a function: from none to one replica a partition, by the lag of its group. One that
 * others ask, or that a clock calls, is there always.
 */
export function scaledObject(plan: FunctionPlan & { trigger: TriggerPlan }): IScaledObject {
  const { name, trigger } = plan;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name, labels: labels(name) },
    spec: {
      scaleTargetRef: { name },
      pollingInterval: POLLING,
      cooldownPeriod: COOLDOWN,
      minReplicaCount: isAlwaysThere(plan) ? 1 : 0,
      maxReplicaCount: maxReplicas(trigger),
      // Where Kafka does not tell the lag, what is there stays, and one at least works on.
      fallback: { failureThreshold: 6, replicas: 1, behavior: "currentReplicasIfHigher" },
      triggers: trigger.topics.map(({ name: topic }) => ({
        type: "kafka",
        metadata: {
          bootstrapServersFromEnv: "KAFKA_BROKERS",
          consumerGroup: trigger.group,
          topic,
          lagThreshold: String(trigger.lagThreshold),
          offsetResetPolicy: offsetResetPolicy(trigger),
          // A replica a partition that has lag, and no more: they would be idle.
          limitToPartitionsWithLag: "true",
        },
      })),
    },
  };
}

/**
 * What KEDA takes for the lag of a group that has no commits: one record, so that it starts a replica, which
 * commits where the group begins; or all that is there. A time is looked for from the earliest record on.
 */
function offsetResetPolicy({ from }: TriggerPlan): "latest" | "earliest" {
  return from === "latest" ? "latest" : "earliest";
}
