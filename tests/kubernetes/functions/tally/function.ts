import { delay } from "@std/async";
import { defineFunction } from "@instigator/functions";

/** How long a batch takes, in ms: a group has lag to be scaled on. */
const PACE = Number(Deno.env.get("PACE_MS") ?? 0);

/** Writes down where each order stood and how old it was: what the tests on Kubernetes scale. */
export default defineFunction({
  port: 5090,
  description: "Writes down which orders it has seen",
  trigger: { topics: ["kubernetes-orders"], from: "earliest", batch: { records: 50 } },
  input: "text",
  output: { topic: "kubernetes-tallies" },
  permissions: { env: ["PACE_MS"] },
  async handle(orders) {
    await delay(PACE);
    return orders.map(({ partition, offset, timestamp, key }) => ({
      key,
      partition,
      value: { partition, offset: Number(offset), age: Date.now() - Number(timestamp) },
    }));
  },
});
