import type { FunctionDescription, OwnFunction } from "../../own/own_function.ts";
import type { TopicSpec } from "../../topics/topic_spec.ts";

/** A topic of a shop. */
export function topic(name: string, partitions = 3): TopicSpec {
  return { name, partitions, replicationFactor: 3, config: { "min.insync.replicas": "2" } };
}

/** A function of a shop: it turns orders into invoices, unless it says otherwise. */
export function invoices(more: Partial<FunctionDescription> = {}): OwnFunction {
  const folder = "/shop/invoices";
  return {
    ...{ name: "invoices", folder, file: `${folder}/function.ts`, config: "/shop/deno.json" },
    imports: [],
    description: {
      ...{ name: "invoices", port: 5011, description: null, output: { topic: "invoices" } },
      trigger: { topics: ["orders"], group: "invoices", from: "earliest", batch: { records: 500 } },
      deadLetters: { orders: "orders.invoices.dlq" },
      ...{ fetch: false, schedule: null, replicas: 1, env: {}, resources: {} },
      permissions: { net: [], env: [], read: [] },
      ...more,
    },
  };
}
