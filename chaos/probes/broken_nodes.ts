import type { Probe } from "./probe.ts";
import { labCommand } from "./lab_command.ts";

/** Which brokers `deno task status` says are not up: `kafka2 unresponsive`. */
export const brokenNodes: Probe = {
  name: "status",
  pause: 1_000,
  async look({ lab }) {
    const { stdout } = await labCommand(lab, "status", "--json");
    const { nodes }: { nodes: { name: string; state: string }[] } = JSON.parse(stdout);
    return nodes.filter(({ name, state }) => /^kafka\d/.test(name) && state !== "up")
      .map(({ name, state }) => `${name} ${state}`).join(", ");
  },
};
