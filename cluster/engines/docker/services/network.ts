import { type Topology, topology } from "../../../topology.ts";

/** The lab as its containers see it: each broker under its own name, at the port of the network. */
export function networkTopology(): Topology {
  const lab = topology();
  return { ...lab, kafka: lab.kafka.map((node) => ({ ...node, host: node.name, port: 9092 })) };
}
