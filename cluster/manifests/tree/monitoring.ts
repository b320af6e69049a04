/**
 * What Prometheus' operator and Grafana read.
 *
 * @module
 */
import type { IPodMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PART_OF } from "../function/names.ts";
import { component } from "./kustomization.ts";
import type { Tree } from "./tree.ts";

/** The namespace from which Prometheus asks. */
const MONITORING = "monitoring";

/**
 * The component `monitoring`.
 *
 * @param dashboard that of the lab, in JSON.
 */
export function monitoringTree(dashboard: string): Tree {
  const folder = "components/monitoring";
  return {
    [`${folder}/kustomization.yaml`]: component({
      resources: ["pod-monitor.yaml", "network-policy.yaml"],
      configMapGenerator: [{
        name: "instigator-dashboard",
        files: ["dashboard.json"],
        // By this label Grafana's sidecar finds it.
        options: { labels: { grafana_dashboard: "1" }, disableNameSuffixHash: true },
      }],
    }),
    [`${folder}/pod-monitor.yaml`]: podMonitor(),
    [`${folder}/network-policy.yaml`]: fromPrometheus(),
    [`${folder}/dashboard.json`]: dashboard,
  };
}

/** Every replica of every function; the label `service` is what the dashboard goes by. */
function podMonitor(): IPodMonitor {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name: "instigator", labels: PART_OF },
    spec: {
      selector: { matchLabels: PART_OF },
      podMetricsEndpoints: [{
        port: "http",
        path: "/metrics",
        interval: "15s",
        relabelings: [{
          sourceLabels: ["__meta_kubernetes_pod_label_app_kubernetes_io_name"],
          targetLabel: "service",
        }],
      }],
    },
  };
}

function fromPrometheus(): INetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "prometheus", labels: PART_OF },
    spec: {
      podSelector: { matchLabels: PART_OF },
      policyTypes: ["Ingress"],
      ingress: [{
        from: [{
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": MONITORING } },
        }],
        ports: [{ protocol: "TCP", port: "http" }],
      }],
    },
  };
}
