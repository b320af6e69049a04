import { bandwidth } from "../../network/bandwidth.ts";
import { latency } from "../../network/latency.ts";
import type { Fault } from "../fault.ts";
import { networkOf, orHeal, provenSlow } from "../means/links.ts";

/** The load's clients reach the brokers late: each way takes a while more. */
export function slowClients(ms: number): Fault {
  return {
    name: "slow clients",
    async inject(target) {
      const network = networkOf(target);
      network.poisonClients(latency(ms, ms / 4, target.random));
      const at = target.workload.clock();
      return await orHeal(network, async () => ({
        what: `clients have ${ms} to ${ms * 1.25} ms of latency each way`,
        at,
        proofs: [await provenSlow(network.toBroker(1), 2 * ms)],
        heal: () => Promise.resolve(network.heal()),
      }));
    },
  };
}

/** The brokers reach each other late, and not much passes. */
export function slowBrokers(ms: number, bytesPerSecond: number): Fault {
  return {
    name: "slow replication",
    async inject(target) {
      const network = networkOf(target);
      const { lab: { topology }, workload } = target;
      const [late, narrow] = [latency(ms, 0, target.random), bandwidth(bytesPerSecond)];
      network.poisonBrokers({
        name: `${late.name} and ${narrow.name}`,
        gate(healed) {
          const gates = [late.gate(healed), narrow.gate(healed)];
          return async (bytes) => void await Promise.all(gates.map((gate) => gate(bytes)));
        },
      });
      const at = workload.clock();
      return await orHeal(network, async () => ({
        what: `brokers have ${late.name} and ${narrow.name} among themselves`,
        at,
        proofs: [await provenSlow(network.amongBrokers(topology.kafka[0].id)[0], 2 * ms)],
        heal: () => Promise.resolve(network.heal()),
      }));
    },
  };
}
