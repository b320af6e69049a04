import { defineFunction } from "@instigator/functions";
import { orderSchema, totalOf } from "../order.ts";

/** Every order becomes an invoice, in the order in which a customer's orders came. */
export default defineFunction({
  port: 5011,
  description: "Turns orders into invoices",
  trigger: { topics: ["orders"], from: "earliest", batch: { records: 500, window: "50ms" } },
  input: orderSchema,
  output: { topic: "invoices" },
  handle(orders) {
    return orders.map(({ key, value }) => ({
      key,
      value: { customer: value.customer, total: totalOf(value) },
    }));
  },
});
