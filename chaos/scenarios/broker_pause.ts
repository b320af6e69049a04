import { pauseBroker } from "../faults/cluster/pause_broker.ts";
import { brokenNodes } from "../probes/broken_nodes.ts";
import { readiness, READY } from "../probes/readiness.ts";
import { consumedWithin, holds, resumesWithin, showsWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

const bounds = [
  resumesWithin(12),
  consumedWithin(12),
  holds(readiness, "every function says that it is ready", (value) => value === READY),
  showsWithin(10, brokenNodes, "status names it", (value) => /kafka\d unresponsive/.test(value)),
];

export default {
  summary: "a broker that leads a partition hangs (SIGSTOP) for 45 s, and goes on",
  steps: [{ fault: pauseBroker, lasts: 45, bounds }],
  short: [{ fault: pauseBroker, lasts: 8, bounds }],
  through: [RELAY, "consumer"],
  beside: ["producer", "console"],
  probes: [readiness, brokenNodes],
} satisfies Scenario;
