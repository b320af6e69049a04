/**
 * KEDA, unmodified, as plain processes beside a control plane.
 *
 * @module
 */
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { freePort } from "../../../cluster/process/ports/free_port.ts";
import { eventually } from "../../lab.ts";
import type { ControlPlane } from "./control_plane.ts";

/** KEDA's resources and its webhooks, which refuse what makes no sense. */
export async function startKedaWebhooks(plane: ControlPlane): Promise<void> {
  const { folder, tools, kubeconfig, kubectl, processes } = plane;
  await kubectl.define(join(tools, "keda/crds"));
  await kubectl.apply(`{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"keda"}}`);
  const [metrics, health, port] = [freePort(), freePort(), freePort()];
  processes.start("keda-webhooks", join(tools, "bin/webhooks"), [
    ...[`--kubeconfig=${kubeconfig}`, `--metrics-bind-address=127.0.0.1:${metrics}`],
    ...[`--health-probe-bind-address=127.0.0.1:${health}`, `--port=${port}`],
    `--cert-dir=${folder}`,
  ], kedaEnvironment(kubeconfig));
  await eventually("KEDA's webhooks listen", async () => {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  });
  const text = await Deno.readTextFile(join(tools, "keda/validation_webhooks.yaml"));
  const configuration = parseAllDocuments(text)[0].toJS();
  const caBundle = btoa(await Deno.readTextFile(join(folder, "ca.crt")));
  for (const webhook of configuration.webhooks) {
    const { path } = webhook.clientConfig.service;
    webhook.clientConfig = { url: `https://localhost:${port}${path}`, caBundle };
    // One that is not asked would let everything pass.
    webhook.failurePolicy = "Fail";
  }
  await kubectl.apply(JSON.stringify(configuration));
}

/** KEDA's operator and its metrics, by which Kubernetes scales; ready when this settles. */
export async function startKeda({ folder, tools, kubeconfig, kubectl, processes }: ControlPlane) {
  const [metrics, health, service, secure, adapterMetrics] = [
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ];
  // There is no kube-proxy, so no address of a cluster: this leads to the adapter on loopback.
  await kubectl.apply(JSON.stringify({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "keda-metrics-apiserver", namespace: "keda" },
    spec: {
      type: "ExternalName",
      externalName: "localhost",
      ports: [{ name: "https", port: secure }],
    },
  }));
  await kubectl.apply(JSON.stringify({
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.external.metrics.k8s.io" },
    spec: {
      group: "external.metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: "keda-metrics-apiserver", namespace: "keda", port: secure },
    },
  }));
  const env = kedaEnvironment(kubeconfig);
  processes.start("keda-operator", join(tools, "bin/operator"), [
    ...[`--kubeconfig=${kubeconfig}`, `--metrics-bind-address=127.0.0.1:${metrics}`],
    ...[`--health-probe-bind-address=127.0.0.1:${health}`, "--zap-encoder=console"],
    ...[`--metrics-service-bind-address=127.0.0.1:${service}`, `--cert-dir=${folder}`],
  ], env);
  processes.start("keda-adapter", join(tools, "bin/adapter"), [
    ...["lister", "authentication", "authorization"].map((use) =>
      `--${use}-kubeconfig=${kubeconfig}`
    ),
    ...["--bind-address=127.0.0.1", `--secure-port=${secure}`, `--port=${adapterMetrics}`],
    ...[`--cert-dir=${folder}`, `--metrics-service-address=localhost:${service}`],
    ...[`--tls-cert-file=${join(folder, "tls.crt")}`, `--client-ca-file=${join(folder, "ca.crt")}`],
    `--tls-private-key-file=${join(folder, "tls.key")}`,
  ], env);
  await kubectl.run([
    ...["wait", "--for=condition=Available", "--timeout=90s"],
    "apiservice/v1beta1.external.metrics.k8s.io",
  ]);
}

function kedaEnvironment(kubeconfig: string): Record<string, string> {
  return {
    KUBECONFIG: kubeconfig,
    POD_NAMESPACE: "keda",
    WATCH_NAMESPACE: "",
    KEDA_CLUSTER_OBJECT_NAMESPACE: "keda",
  };
}
