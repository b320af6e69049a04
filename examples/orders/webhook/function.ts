import { defineFunction } from "@instigator/functions";
import { orderSchema } from "../order.ts";

/** Takes orders from the shop's web page: 202 says that the order is written to three brokers' logs. */
export default defineFunction({
  port: 5012,
  description: "Takes orders over HTTP",
  output: { topic: "orders" },
  async fetch(request, { produce }) {
    if (new URL(request.url).pathname !== "/orders" || request.method !== "POST") {
      return new Response("POST /orders", { status: 404 });
    }
    const order = orderSchema.safeParse(await request.json().catch(() => null));
    if (!order.success) return Response.json({ issues: order.error.issues }, { status: 422 });
    const { partition, offset } = await produce({ key: order.data.customer, value: order.data });
    return Response.json({ partition, offset }, { status: 202 });
  },
});
