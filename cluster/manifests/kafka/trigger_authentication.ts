import type { ITriggerAuthentication } from "@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication";
import { PART_OF } from "../function/names.ts";

/** A value of a Secret, as KEDA takes it. */
export interface SecretTarget {
  parameter: string;
  /** The Secret. */
  name: string;
  key: string;
}

/** What KEDA asks Kafka by: the Secret that the function reads, too. */
export function triggerAuthentication(
  name: string,
  secretTargetRef: SecretTarget[],
): ITriggerAuthentication {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: { name, labels: PART_OF },
    spec: { secretTargetRef },
  };
}
