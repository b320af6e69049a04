/**
 * How a broker is, asked of itself. Readiness is asked ten times a second while the cluster starts,
 * of each broker alone, and before Kafka's client is worth loading.
 *
 * @module
 */
import { type ClusterView, clusterView } from "../../kafka/admin/cluster_view.ts";
import { askBroker } from "../../kafka/client/ask_broker.ts";
import { metadata, metadataOf } from "../../kafka/protocol/cluster/metadata.ts";
import { listening } from "../process/ports/port_holder.ts";
import type { KafkaNode } from "../topology.ts";

/** How a broker is. */
export type BrokerState =
  | { state: "up"; metadata: ClusterView }
  /** Nothing listens. */
  | { state: "down" }
  /** Listens and does not answer in time. */
  | { state: "unresponsive" };

/** Longest wait for an answer, ms. */
const TIMEOUT = 1500;

/** The state of the broker at this address, and the cluster as it sees it. */
export async function brokerState(
  { host, port }: Pick<KafkaNode, "host" | "port">,
): Promise<BrokerState> {
  try {
    const found = await askBroker({ host, port }, metadata, metadataOf(null), TIMEOUT);
    return { state: "up", metadata: clusterView(found) };
  } catch {
    return { state: await listening(port) ? "unresponsive" : "down" };
  }
}
