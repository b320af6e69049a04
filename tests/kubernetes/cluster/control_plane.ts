/**
 * A control plane of plain processes on loopback: etcd, the API server and, if pods are to run, the
 * controllers and the scheduler. All of it is Kubernetes' own, unmodified.
 *
 * @module
 */
import { join } from "node:path";
import { freePort } from "../../../cluster/process/ports/free_port.ts";
import { eventually } from "../../lab.ts";
import { makeCertificates } from "./certificates.ts";
import { Kubectl } from "./kubectl.ts";
import { Processes } from "./processes.ts";

/** A control plane that runs. */
export interface ControlPlane {
  /** Its folder: data, certificates and logs. */
  folder: string;
  /** The tools' folder. */
  tools: string;
  kubeconfig: string;
  kubectl: Kubectl;
  processes: Processes;
}

/** Starts etcd and the API server; ready when this settles. */
export async function startApiServer(tools: string): Promise<ControlPlane> {
  const folder = await Deno.makeTempDir({ prefix: "instigator-kubernetes-" });
  await makeCertificates(folder);
  const processes = new Processes(folder);
  const [client, peer, port] = [freePort(), freePort(), freePort()];
  const file = (name: string) => join(folder, name);
  const bin = (name: string) => join(tools, "bin", name);
  const kubeconfig = file("kubeconfig");
  await Deno.writeTextFile(kubeconfig, kubeconfigText(folder, port));

  const peerUrl = `http://127.0.0.1:${peer}`;
  const clientUrl = `http://127.0.0.1:${client}`;
  processes.start("etcd", bin("etcd"), [
    ...[`--data-dir=${file("etcd")}`, "--unsafe-no-fsync", "--log-level=warn"],
    ...[`--listen-client-urls=${clientUrl}`, `--advertise-client-urls=${clientUrl}`],
    ...[`--listen-peer-urls=${peerUrl}`, `--initial-advertise-peer-urls=${peerUrl}`],
    `--initial-cluster=default=${peerUrl}`,
  ]);
  processes.start("kube-apiserver", bin("kube-apiserver"), [
    ...[`--etcd-servers=${clientUrl}`, "--bind-address=127.0.0.1", `--secure-port=${port}`],
    ...["--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none"],
    ...[`--tls-cert-file=${file("apiserver.crt")}`, `--client-ca-file=${file("ca.crt")}`],
    ...[`--tls-private-key-file=${file("apiserver.key")}`, "--authorization-mode=Node,RBAC"],
    ...["--allow-privileged=true", "--service-cluster-ip-range=10.96.0.0/16"],
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${file("sa.key")}`,
    `--service-account-signing-key-file=${file("sa.key")}`,
    `--requestheader-client-ca-file=${file("front-proxy-ca.crt")}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    `--proxy-client-cert-file=${file("front-proxy.crt")}`,
    `--proxy-client-key-file=${file("front-proxy.key")}`,
    "--kubelet-preferred-address-types=InternalIP",
    `--kubelet-client-certificate=${file("admin.crt")}`,
    `--kubelet-client-key=${file("admin.key")}`,
  ]);
  const kubectl = new Kubectl(bin("kubectl"), kubeconfig);
  const plane = { folder, tools, kubeconfig, kubectl, processes };
  try {
    await eventually(
      "the API server is ready",
      async () => await kubectl.run(["get", "--raw=/readyz"]),
    );
  } catch (error) {
    const tail = await processes.tail("kube-apiserver");
    await stopControlPlane(plane);
    throw new Error(`${(error as Error).message}\n${tail}`);
  }
  return plane;
}

/** Starts what makes pods of Deployments, and gives them to nodes. */
export function startControllers({ folder, tools, kubeconfig, processes }: ControlPlane): void {
  const [manager, scheduler] = [freePort(), freePort()];
  const common = [
    ...["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"]
      .map((flag) => `--${flag}=${kubeconfig}`),
    ...["--bind-address=127.0.0.1", "--leader-elect=false"],
  ];
  processes.start("kube-controller-manager", join(tools, "bin/kube-controller-manager"), [
    ...[...common, `--secure-port=${manager}`],
    `--service-account-private-key-file=${join(folder, "sa.key")}`,
    `--root-ca-file=${join(folder, "ca.crt")}`,
    // Minutes in a real cluster, of which a test has few.
    "--horizontal-pod-autoscaler-sync-period=2s",
    "--horizontal-pod-autoscaler-downscale-stabilization=5s",
  ]);
  processes.start(
    "kube-scheduler",
    join(tools, "bin/kube-scheduler"),
    [...common, `--secure-port=${scheduler}`],
  );
}

/** Stops all of it, and removes its folder. */
export async function stopControlPlane({ folder, processes }: ControlPlane): Promise<void> {
  await processes.stopAll();
  await Deno.remove(folder, { recursive: true });
}

function kubeconfigText(folder: string, port: number): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{
      name: "test",
      cluster: {
        server: `https://127.0.0.1:${port}`,
        "certificate-authority": join(folder, "ca.crt"),
      },
    }],
    users: [{
      name: "admin",
      user: {
        "client-certificate": join(folder, "admin.crt"),
        "client-key": join(folder, "admin.key"),
      },
    }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
  });
}
