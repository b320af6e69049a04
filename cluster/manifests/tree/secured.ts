/**
 * Being let in by a Kafka that does not let everybody in.
 *
 * @module
 */
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { FunctionPlan } from "../function/function_plan.ts";
import { CERTIFICATES, KAFKA, PART_OF } from "../function/names.ts";
import type { Security } from "../kafka/security.ts";
import { triggerAuthentication } from "../kafka/trigger_authentication.ts";
import { isTriggered } from "./base.ts";
import {
  component,
  EVERY_DEPLOYMENT,
  type Kustomization,
  literals,
  type Operation,
  patch,
} from "./kustomization.ts";
import type { Tree } from "./tree.ts";

/** The component of a way to be let in, by one Secret `kafka` of all functions. */
export function securityTree(security: Security, plans: readonly FunctionPlan[]): Tree {
  const folder = `components/${security.name}`;
  const { settings, parameters, ports = [] } = security;
  const isReaching = ports.length > 0;
  const secret = { secret: { secretName: KAFKA, defaultMode: 0o440, items: items(security) } };
  return {
    [`${folder}/kustomization.yaml`]: component({
      resources: ["trigger-authentication.yaml", ...isReaching ? ["network-policy.yaml"] : []],
      configMapGenerator: [{ name: KAFKA, behavior: "merge", literals: literals(settings) }],
      patches: [
        patch(
          EVERY_DEPLOYMENT,
          podOperations(security, secret),
        ),
        ...triggerPatches(security, plans, () => KAFKA),
      ],
    }),
    [`${folder}/trigger-authentication.yaml`]: triggerAuthentication(
      KAFKA,
      Object.entries(parameters).map(([parameter, key]) => ({ parameter, name: KAFKA, key })),
    ),
    ...isReaching && { [`${folder}/network-policy.yaml`]: reaching(ports) },
  };
}

/** What is changed of a pod: certificates are mounted, and settings are taken of the Secret. */
export function podOperations(
  { files, secretSettings, optional = [] }: Security,
  source: Record<string, unknown>,
): Operation[] {
  const container = "/spec/template/spec/containers/0";
  return [
    ...files.length === 0 ? [] : [
      {
        op: "add" as const,
        path: "/spec/template/spec/volumes/-",
        value: { name: KAFKA, ...source },
      },
      {
        op: "add" as const,
        path: `${container}/volumeMounts/-`,
        value: { name: KAFKA, mountPath: CERTIFICATES, readOnly: true },
      },
    ],
    ...Object.entries(secretSettings).map(([name, key]) => ({
      op: "add" as const,
      path: `${container}/env/-`,
      value: {
        name,
        valueFrom: {
          secretKeyRef: { name: KAFKA, key, ...(optional.includes(key) && { optional: true }) },
        },
      },
    })),
  ];
}

/** Whom functions may speak to besides. */
function reaching(ports: readonly number[]): INetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: KAFKA, labels: PART_OF },
    spec: {
      podSelector: { matchLabels: PART_OF },
      policyTypes: ["Egress"],
      egress: [{ ports: ports.map((port) => ({ protocol: "TCP", port })) }],
    },
  };
}

/** What is changed of the triggers: KEDA is let in likewise. */
export function triggerPatches(
  { trigger }: Security,
  plans: readonly FunctionPlan[],
  authentication: (plan: FunctionPlan) => string,
): NonNullable<Kustomization["patches"]> {
  return plans.filter(isTriggered).map((plan) =>
    patch(
      { kind: "ScaledObject", name: plan.name },
      plan.trigger.topics.flatMap((_, i) => [
        ...Object.entries(trigger).map(([key, value]) => ({
          op: "add" as const,
          path: `/spec/triggers/${i}/metadata/${key}`,
          value,
        })),
        {
          op: "add" as const,
          path: `/spec/triggers/${i}/authenticationRef`,
          value: { name: authentication(plan) },
        },
      ]),
    )
  );
}

function items({ files }: Security) {
  return files.map((file) => ({ key: file, path: file }));
}
