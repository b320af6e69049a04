import { untilReady } from "../../../testing/lab_nodes.ts";
import type { ChaosLab } from "../../labs/lab_kind.ts";
import type { Fault } from "../fault.ts";
import { engineOf, startByHand, stopByHand } from "../means/node_process.ts";

/** Stops each broker with grace and starts it again, one after the other, each when the lab is whole. */
export const restartBrokers: Fault = {
  name: "restart the brokers in turn",
  async inject({ lab, workload }) {
    const at = workload.clock();
    const names = lab.topology.kafka.map(({ name }) => name);
    const proofs: string[] = [];
    for (const name of names) proofs.push(await restart(lab, name));
    return { what: `restarted ${names.join(", ")}`, at, proofs };
  },
};

async function restart(lab: ChaosLab, name: string): Promise<string> {
  const pid = async () => (await engineOf(lab).processes()).get(name)?.pid;
  const before = await pid();
  await stopByHand(lab, [name]);
  await startByHand(lab, [name]);
  await untilReady(lab);
  const after = await pid();
  if (before === after) throw new Error(`The fault has not landed: ${name} is still pid ${before}`);
  return `${name} was pid ${before}, and is pid ${after}`;
}
