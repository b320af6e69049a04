import { slowBrokers, slowClients } from "../faults/network/slow_network.ts";
import { networkLab } from "../labs/network_lab.ts";
import { drainedWithin, inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const bounds = [drainedWithin(60), resumesWithin(20)];

export default {
  summary: "the network is slow for 20 s: between clients and brokers, then among brokers",
  on: networkLab,
  steps: [
    { fault: slowClients(200), lasts: 20, bounds },
    { fault: slowBrokers(150, 100_000), lasts: 20, bounds: [...bounds, inSyncWithin(80)] },
  ],
  short: [{ fault: slowClients(100), lasts: 4, bounds }],
} satisfies Scenario;
