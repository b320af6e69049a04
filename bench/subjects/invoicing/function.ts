import { defineFunction } from "@instigator/functions";
import { z } from "zod";

let handled = 0;

/** A function that has something to do for each record: it reads and checks JSON, and adds up. */
export default defineFunction({
  port: 5010,
  trigger: {
    topics: [Deno.env.get("BENCH_TOPIC")!],
    group: Deno.env.get("BENCH_GROUP")!,
    from: "earliest",
  },
  // All replicas are told to start at once, when all are there.
  autostart: false,
  input: z.object({ customer: z.string(), price: z.number(), amount: z.int().positive() }),
  handle(orders) {
    let total = 0;
    for (const { value: { price, amount } } of orders) total += price * amount;
    if (!Number.isFinite(total)) throw new Error("No sum");
    handled += orders.length;
    console.log(`handled ${handled}`);
  },
});
