import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { FunctionPlan } from "./function_plan.ts";
import { labels, PART_OF, selector } from "./names.ts";
import { addressOf } from "./schema_registry.ts";

/** The ports on which Kafka is asked: those of the usual listeners. */
const KAFKA_PORTS = { protocol: "TCP", port: 9092, endPort: 9094 } as const;

/**
 * Who may speak to a function, and whom it may speak to: the other functions, DNS, Kafka, and what its
 * definition asks for.
 */
export function networkPolicy({ name, net, registry }: FunctionPlan): INetworkPolicy {
  const hosts = registry === undefined ? net : [...net, addressOf(registry)];
  const functions = [{ podSelector: { matchLabels: PART_OF } }];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, labels: labels(name) },
    spec: {
      podSelector: { matchLabels: selector(name) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: functions, ports: [{ protocol: "TCP", port: "http" }] }],
      egress: [
        { ports: [{ protocol: "UDP", port: 53 }, { protocol: "TCP", port: 53 }] },
        { ports: [KAFKA_PORTS] },
        { to: functions },
        ...hosts.length > 0 ? [{ ports: portsOf(hosts) }] : [],
      ],
    },
  };
}

/** A policy knows addresses and no names, so hosts count by their ports. */
function portsOf(hosts: readonly string[]) {
  const ports = hosts.map((host) => /:(\d+)$/.exec(host)?.[1]);
  const known = ports.flatMap((port) => port === undefined ? [80, 443] : [Number(port)]);
  return [...new Set(known)].toSorted((a, b) => a - b)
    .map((port) => ({ protocol: "TCP" as const, port }));
}
