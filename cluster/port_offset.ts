/**
 * By how much ports may be moved. The Fetch standard has clients refuse some ports ("bad ports"), so no
 * offset may put there what is asked over HTTP.
 *
 * @module
 */
import { MAX_OFFSET, nodes, type Topology, topology } from "./topology.ts";

/** The bad ports that the lab's can get to, {@link https://fetch.spec.whatwg.org/#port-blocking}. */
export const BAD_PORTS: readonly number[] = [
  ...[5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
];

/** An offset that is recommended, as it is far from other labs' ports. */
const STRIDE = 1500;

/** A port that clients would refuse. */
export interface BadPort {
  port: number;
  /** What would listen there. */
  use: string;
}

/** The ports of a lab at this offset that clients would refuse. */
export function badPorts(offset: number): BadPort[] {
  return httpPorts(topology(offset, { registry: true })).filter(({ port }) =>
    BAD_PORTS.includes(port)
  );
}

/** The next offset from this one on that has no bad ports. */
export function goodOffset(from: number): number {
  for (let offset = from; offset <= MAX_OFFSET; offset++) {
    if (badPorts(offset).length === 0) return offset;
  }
  return 0;
}

/** The command that starts the lab beside what has its ports. */
export function moveLab({ offset }: Topology): string {
  const next = offset + STRIDE <= MAX_OFFSET ? offset + STRIDE : 0;
  return `INSTIGATOR_PORT_OFFSET=${goodOffset(next)} deno task up`;
}

/** All that is asked over HTTP. */
function httpPorts(lab: Topology): BadPort[] {
  return [
    ...nodes(lab).flatMap((node): BadPort[] => {
      switch (node.kind) {
        case "zookeeper":
          return [{ port: node.adminPort, use: `${node.name}'s AdminServer` }];
        case "kafka":
          return [{ port: node.metricsPort, use: `${node.name}'s metrics` }];
        case "registry":
          return [
            { port: node.port, use: node.name },
            { port: node.managementPort, use: `${node.name}'s management` },
          ];
        case "function":
          return [
            { port: node.port, use: node.name },
            ...node.managerPort ? [{ port: node.managerPort, use: "Kafka Manager" }] : [],
          ];
      }
    }),
    { port: lab.processMetricsPort, use: "the supervisor's metrics" },
  ];
}
