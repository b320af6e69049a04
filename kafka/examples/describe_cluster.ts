/**
 * Asks a cluster for its brokers and topics, and one broker, without a client, for its own view:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/describe_cluster.ts`
 */
import { clusterView } from "../admin/cluster_view.ts";
import { askBroker } from "../client/ask_broker.ts";
import { Brokers } from "../client/brokers.ts";
import { metadata, metadataOf } from "../protocol/cluster/metadata.ts";

const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");

const brokers = new Brokers({ brokers: addresses, clientId: "example" });
try {
  const view = clusterView(await brokers.metadata(null));
  for (const { id, host, port } of view.brokers) {
    console.log(`broker ${id} at ${host}:${port}${id === view.controller ? ", controller" : ""}`);
  }
  for (const { name, partitions } of view.topics) {
    console.log(`${name}: ${partitions.length} partitions`);
  }

  const [{ host, port }] = view.brokers;
  const own = await askBroker({ host, port }, metadata, metadataOf([]), 1_500);
  console.log(`${host}:${port} sees ${own.brokers.length} brokers`);
} finally {
  await brokers.close();
}
