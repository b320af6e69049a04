/**
 * The one-shot service `manager-cluster`: registers the lab's cluster in Kafka Manager.
 *
 * @module
 */
import { registerCluster } from "./register_cluster.ts";

const NAME = "local";

const isNew = await registerCluster({
  url: variable("MANAGER_URL"),
  username: variable("MANAGER_USERNAME"),
  password: variable("MANAGER_PASSWORD"),
}, { name: NAME, zookeeper: variable("KAFKA_ZOOKEEPER_CONNECT") });
console.log(`${NAME} ${isNew ? "is registered" : "was registered before"}`);

function variable(name: string): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`Cannot register the cluster: ${name} is not set`);
  return value;
}
