import { blackHole } from "../../network/black_hole.ts";
import { reset } from "../../network/reset.ts";
import type { Fault } from "../fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "../means/leadership.ts";
import { leaderOfChoice, networkOf, orHeal, provenReset, provenSilent } from "../means/links.ts";

/** All connections of clients to the broker that leads a partition are reset, and each new one. */
export const resetClients: Fault = {
  name: "reset clients of a leader",
  async inject(target) {
    const network = networkOf(target);
    const { name, id, partition } = await leaderOfChoice(target);
    const link = network.toBroker(id);
    link.poison(reset);
    const at = target.workload.clock();
    const what = `clients' connections to ${name}, leader of partition ${partition}, are reset`;
    return await orHeal(network, async () => ({
      what,
      at,
      proofs: [await provenReset(name, link)],
      heal: () => Promise.resolve(network.heal()),
    }));
  },
};

/** Clients' connections to the broker that leads a partition are half-open: nothing comes through. */
export const halfOpenClients: Fault = {
  name: "half-open clients of a leader",
  async inject(target) {
    const network = networkOf(target);
    const { name, id, partition } = await leaderOfChoice(target);
    const link = network.toBroker(id);
    link.poison(blackHole);
    const at = target.workload.clock();
    return await orHeal(network, async () => ({
      what: `clients' connections to ${name}, leader of partition ${partition}, are half-open`,
      at,
      proofs: [await provenSilent(name, link)],
      heal: () => Promise.resolve(network.heal()),
    }));
  },
};

/**
 * The broker that leads a partition is cut off from the other brokers and from the ensemble, while clients
 * reach it: it goes on believing that it leads.
 */
export const isolateLeader: Fault = {
  name: "cut a leader off from the cluster",
  async inject(target) {
    const network = networkOf(target);
    const { name, id, partition } = await leaderOfChoice(target);
    const before = await knownCluster(target.workload);
    const links = [...network.amongBrokers(id), ...network.toEnsemble(id)];
    for (const link of links) link.poison(blackHole);
    const at = target.workload.clock();
    return await orHeal(network, async () => {
      const silent = await provenSilent(name, network.amongBrokers(id)[0]);
      const moved = await provenNewLeaders(target.workload, before, ledBy(before, id));
      return {
        what: `cut ${name}, leader of partition ${partition}, off from brokers and ZooKeeper`,
        at,
        proofs: [silent, moved],
        heal: () => Promise.resolve(network.heal()),
      };
    });
  },
};
