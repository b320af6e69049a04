/**
 * A node that only claims to run pods, by Kubernetes' own kwok: it needs neither root nor containerd, and proves
 * nothing of what is in the pods.
 *
 * @module
 */
import { join } from "node:path";
import { eventually } from "../../lab.ts";
import type { ControlPlane } from "./control_plane.ts";
import { freePort } from "../../../cluster/process/ports/free_port.ts";

const NAME = "simulated-1";

/** Starts it; ready when this settles. */
export async function startSimulatedNode(
  { tools, kubeconfig, kubectl, processes }: ControlPlane,
): Promise<void> {
  const port = freePort();
  const size = { cpu: "8", memory: "16Gi", pods: "100" };
  await kubectl.apply(JSON.stringify({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: NAME },
    status: { allocatable: size, capacity: size },
  }));
  processes.start("kwok", join(tools, "bin/kwok"), [
    ...[`--kubeconfig=${kubeconfig}`, `--manage-single-node=${NAME}`],
    ...[`--config=${join(tools, "kwok/stages.yaml")}`, `--server-address=127.0.0.1:${port}`],
    "--node-ip=127.0.0.1",
  ]);
  await eventually("the simulated node is ready", async () => {
    const { status } = await kubectl.get("node", NAME);
    return status.conditions?.some((one: { type: string; status: string }) =>
      one.type === "Ready" && one.status === "True"
    );
  });
}
