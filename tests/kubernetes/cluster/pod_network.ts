/**
 * A network for pods: a bridge of their own, and a way from 127.0.0.1 in a pod to some ports of 127.0.0.1
 * here. The lab's brokers are known by that address only.
 *
 * @module
 */
import { join } from "node:path";
import { run } from "./processes.ts";

/** A network of pods. */
export interface PodNetwork {
  bridge: string;
  /** The address of this machine in it. */
  gateway: string;
  /** Folders of CNI: programs and configuration. */
  binDir: string;
  confDir: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/** Makes it. @param ports of this machine that pods find at 127.0.0.1. */
export async function podNetwork(
  folder: string,
  tools: string,
  ports: readonly number[],
): Promise<PodNetwork> {
  // Another one on this machine would have another number, as a rule.
  const number = 1 + Deno.pid % 250;
  const [bridge, gateway] = [`instigator${number}`, `10.88.${number}.1`];
  const [binDir, confDir] = [join(folder, "cni"), join(folder, "cni-conf")];
  await Promise.all([binDir, confDir].map((path) => Deno.mkdir(path)));
  for (const plugin of ["bridge", "host-local", "loopback"]) {
    await Deno.symlink(join(tools, "bin", plugin), join(binDir, plugin));
  }
  const rule = [
    ...["PREROUTING", "-i", bridge, "-d", gateway, "-p", "tcp"],
    ...["-m", "multiport", "--dports", ports.join(",")],
    ...["-j", "DNAT", "--to-destination", "127.0.0.1"],
  ];
  await Deno.writeTextFile(join(binDir, "bridge-to-host"), plugin(gateway, ports));
  await Deno.chmod(join(binDir, "bridge-to-host"), 0o755);
  await Deno.writeTextFile(
    join(confDir, "10-pods.conf"),
    JSON.stringify({
      cniVersion: "1.0.0",
      name: "pods",
      type: "bridge-to-host",
      bridge,
      isGateway: true,
      ipam: {
        type: "host-local",
        dataDir: join(folder, "addresses"),
        ranges: [[{ subnet: `10.88.${number}.0/24` }]],
      },
    }),
  );
  // What is there once stands for all of it, so that it is removed whatever of it was made.
  const remove = async () => {
    await run("iptables", ["-w", "-t", "nat", "-D", ...rule]).catch(() => {});
    await run("ip", ["link", "delete", bridge]);
  };
  await run("ip", ["link", "add", bridge, "type", "bridge"]);
  try {
    await run("ip", ["address", "add", `${gateway}/24`, "dev", bridge]);
    await run("ip", ["link", "set", bridge, "up"]);
    // By a shell: Deno keeps /proc from whoever does not have all permissions.
    const setting = `/proc/sys/net/ipv4/conf/${bridge}/route_localnet`;
    await run("sh", ["-c", `echo 1 > ${setting}`]);
    await run("iptables", ["-w", "-t", "nat", "-A", ...rule]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { bridge, gateway, binDir, confDir, remove };
}

/** CNI's own bridge, after which 127.0.0.1 in the pod leads out for these ports. */
function plugin(gateway: string, ports: readonly number[]): string {
  const to = `-d 127.0.0.1 -p tcp -m multiport --dports ${ports.join(",")}`;
  return `#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
answer=$("$(dirname "$0")/bridge") || { code=$?; printf '%s' "$answer"; exit $code; }
if [ "$CNI_COMMAND" = ADD ]; then
  nsenter --net="$CNI_NETNS" sh -c '
    echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet
    iptables -w -t nat -A OUTPUT ${to} -j DNAT --to-destination ${gateway}
    iptables -w -t nat -A POSTROUTING -s 127.0.0.1 -d ${gateway} -j MASQUERADE
  ' >&2 || exit 1
fi
printf '%s' "$answer"
`;
}
