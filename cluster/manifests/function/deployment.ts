import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IContainer } from "kubernetes-models/v1/Container";
import { type FunctionPlan, isAlwaysThere } from "./function_plan.ts";
import { KAFKA, labels, NAMESPACE, REGISTRY, selector } from "./names.ts";

/** The user `deno` of the images. */
const USER = 1993;

/** The memory of a function that does not say how much it takes. */
const MEMORY = "256Mi";

/** What a function may take for its end, in seconds: it gives itself 20. */
const GRACE = 30;

/** How long requests still come after a pod was taken out of its Service, in seconds. */
const LINGER = 3;

/** The first variable: who may send requests. */
const OPEN = { name: "AUTH", value: "none" };

/**
 * The Deployment of a function, hardened. One that is scaled on lag says nothing of replicas: applying it
 * again would undo what KEDA decided.
 */
export function deployment(plan: FunctionPlan): IDeployment {
  const { name, trigger, replicas, isServing } = plan;
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: labels(name) },
    spec: {
      ...(trigger === undefined && { replicas }),
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector(name) },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: labels(name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          // The variables of Services are for those who have no DNS; one may be called KAFKA_SSL….
          enableServiceLinks: false,
          // As process 1, one that is told to end before it listens for that would live on, and consume.
          shareProcessNamespace: true,
          terminationGracePeriodSeconds: isServing ? GRACE + LINGER : GRACE,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            fsGroup: USER,
            seccompProfile: { type: "RuntimeDefault" },
          },
          topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
            .map((topologyKey) => ({
              maxSkew: 1,
              topologyKey,
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: selector(name) },
            })),
          containers: [container(plan)],
          volumes: [{ name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "16Mi" } }],
        },
      },
    },
  };
}

function container(plan: FunctionPlan): IContainer {
  const { name, image, command, workingDir, port, isServing, isOwn, registry } = plan;
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...(command && { command: [...command] }),
    ...(workingDir && { workingDir }),
    envFrom: [
      { configMapRef: { name: KAFKA } },
      ...registry === undefined ? [] : [{ configMapRef: { name: REGISTRY } }],
      // What stands in the `.env` beside a function in the lab.
      ...isOwn ? [{ secretRef: { name: `${name}-env`, optional: true } }] : [],
    ],
    env: environment(plan),
    ports: [{ name: "http", containerPort: port }],
    // Kafka may have to be waited for, so that it is started for two minutes before it is hopeless.
    startupProbe: { ...probe("/healthz"), periodSeconds: 1, failureThreshold: 120 },
    readinessProbe: {
      ...probe("/readyz"),
      periodSeconds: 5,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    livenessProbe: {
      ...probe("/healthz"),
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    // Requests that are on their way to a pod that ends are answered.
    ...(isServing && { lifecycle: { preStop: { sleep: { seconds: LINGER } } } }),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    resources: resources(plan),
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
  };
}

/** A kubelet addresses pods by their IP, which functions do not answer to. */
function probe(path: string) {
  return {
    httpGet: { path, port: "http", httpHeaders: [{ name: "Host", value: "localhost" }] },
  };
}

function environment({ name, port, env }: FunctionPlan) {
  const known = [name, `${name}.${NAMESPACE}`, `${name}.${NAMESPACE}.svc`];
  return [
    // The NetworkPolicy keeps others out; components/access-token has them asked for a token besides.
    OPEN,
    // Prometheus addresses pods by their IP.
    { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    { name: "ALLOWED_HOSTS", value: ["$(POD_IP)", ...known].join(",") },
    { name: "HOST", value: "0.0.0.0" },
    { name: "PORT", value: String(port) },
    ...Object.entries(env).map(([name, value]) => ({
      name,
      // Kubernetes would take $(NAME) for a variable's value.
      value: value.replaceAll("$(", "$$("),
    })),
  ];
}

function resources(plan: FunctionPlan) {
  const { memory = MEMORY, cpu } = plan.resources;
  return {
    // A replica that is there on request gets its share at once; the others share what is left.
    requests: { cpu: cpu ?? (isAlwaysThere(plan) ? "50m" : "100m"), memory: "128Mi" },
    limits: { memory, ...(cpu && { cpu }) },
  };
}
