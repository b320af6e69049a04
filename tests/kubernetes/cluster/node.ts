/**
 * A node that runs pods for real: Kubernetes' own kubelet, and containerd of this machine.
 *
 * @module
 */
import { join } from "node:path";
import { freePort } from "../../../cluster/process/ports/free_port.ts";
import { eventually } from "../../lab.ts";
import type { ControlPlane } from "./control_plane.ts";
import { pauseImage } from "./image.ts";
import { podNetwork } from "./pod_network.ts";
import { run } from "./processes.ts";

const NAME = "node-1";
const PAUSE = "docker.io/library/instigator-pause:test";

/** A node. */
export interface PodNode {
  /** Takes an image in, of an archive. */
  load(archive: string): Promise<void>;
  /** Ends what still runs of it, and it. Pods should be deleted before. */
  stop(): Promise<void>;
}

/** Starts a node, which is ready when this settles. @param ports see {@linkcode podNetwork}. */
export async function startNode(
  { folder, tools, kubeconfig, kubectl, processes }: ControlPlane,
  ports: readonly number[],
): Promise<PodNode> {
  const network = await podNetwork(folder, tools, ports);
  const socket = join(folder, "containerd.sock");
  const ctr = (...args: string[]) =>
    run("ctr", ["--address", socket, "--namespace", "k8s.io", ...args]);
  const load = async (archive: string) => {
    await ctr("images", "import", archive);
    await Deno.remove(archive);
  };
  const stop = async () => {
    // A kubelet that ends leaves its pods running.
    await processes.stop("kubelet");
    const tasks = (await ctr("tasks", "list", "--quiet").catch(() => "")).split("\n");
    for (const task of tasks.filter(Boolean)) {
      await ctr("tasks", "kill", "--all", "--signal", "SIGKILL", task).catch(() => {});
    }
    const containers = (await ctr("containers", "list", "--quiet").catch(() => "")).split("\n");
    for (const container of containers.filter(Boolean)) {
      await ctr("tasks", "delete", "--force", container).catch(() => {});
      await ctr("containers", "delete", container).catch(() => {});
    }
    await processes.stop("containerd");
    await unmountBelow(folder);
    await network.remove();
  };
  try {
    const config = join(folder, "containerd.toml");
    await Deno.writeTextFile(config, containerdConfig(folder, socket, network));
    processes.start("containerd", "containerd", ["--config", config]);
    await eventually("containerd answers", async () => await ctr("version"));
    await load(await pauseImage(folder, tools, PAUSE));
    const port = freePort();
    const kubelet = join(folder, "kubelet.json");
    await Deno.writeTextFile(
      kubelet,
      JSON.stringify(kubeletConfig(folder, socket, network.gateway, port)),
    );
    processes.start("kubelet", join(tools, "bin/kubelet"), [
      ...[`--kubeconfig=${kubeconfig}`, `--config=${kubelet}`, `--hostname-override=${NAME}`],
      ...[`--root-dir=${join(folder, "kubelet")}`, `--cert-dir=${join(folder, "kubelet-pki")}`],
      `--node-ip=${network.gateway}`,
    ]);
    await eventually("the node is ready", async () => {
      const { status } = await kubectl.get("node", NAME);
      return status.conditions.some((one: { type: string; status: string }) =>
        one.type === "Ready" && one.status === "True"
      );
    });
  } catch (error) {
    const tails = [await processes.tail("containerd"), await processes.tail("kubelet")];
    await stop().catch(() => {});
    throw new Error([(error as Error).message, ...tails].join("\n"));
  }
  return { load, stop };
}

function containerdConfig(
  folder: string,
  socket: string,
  { binDir, confDir }: { binDir: string; confDir: string },
): string {
  return `version = 2
root = ${JSON.stringify(join(folder, "containerd"))}
state = ${JSON.stringify(join(folder, "containerd-state"))}
[grpc]
address = ${JSON.stringify(socket)}
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${PAUSE}"
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = ${JSON.stringify(binDir)}
conf_dir = ${JSON.stringify(confDir)}
`;
}

function kubeletConfig(folder: string, socket: string, address: string, port: number) {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address,
    port,
    healthzPort: 0,
    readOnlyPort: 0,
    authentication: {
      anonymous: { enabled: false },
      x509: { clientCAFile: join(folder, "ca.crt") },
    },
    // Machines of CI may have the old control groups, and no service manager that manages them.
    failCgroupV1: false,
    cgroupDriver: "cgroupfs",
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failSwapOn: false,
    containerRuntimeEndpoint: `unix://${socket}`,
    podLogsDir: join(folder, "pod-logs"),
    evictionHard: {
      "memory.available": "100Mi",
      "nodefs.available": "1%",
      "imagefs.available": "1%",
    },
  };
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await run("cat", ["/proc/self/mounts"])).split("\n")
    .map((line) => line.split(" ")[1] ?? "").filter((path) => path.startsWith(`${folder}/`));
  for (const path of mounts.toReversed()) await run("umount", ["--lazy", path]).catch(() => {});
}
