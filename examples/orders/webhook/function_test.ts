import { assertEquals } from "@std/assert";
import { startLab } from "@instigator/testing";

Deno.test("an order that is posted is in the topic, and what is none is refused", async () => {
  await using lab = await startLab();
  const orders = await lab.topic({ name: "orders" });
  const webhook = await lab.run(new URL("./function.ts", import.meta.url), { topics: { orders } });
  const post = (body: unknown) =>
    webhook.fetch("/orders", { method: "POST", body: JSON.stringify(body) });

  const refused = await post({ customer: "ann", items: [] });
  assertEquals([refused.status, (await refused.json()).issues.length], [422, 1]);

  const order = { customer: "ann", items: [{ name: "tea", amount: 2, price: 350 }] };
  const taken = await post(order);
  assertEquals([taken.status, (await taken.json()).offset], [202, 0]);
  const [{ key, value }] = await orders.consume({ count: 1 });
  assertEquals([key, value], ["ann", order]);
});
