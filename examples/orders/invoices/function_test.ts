import { assertEquals } from "@std/assert";
import { invoke, startLab } from "@instigator/testing";
import type { Order } from "../order.ts";
import invoices from "./function.ts";

const FUNCTION = new URL("./function.ts", import.meta.url);

function order(customer: string, price: number): { key: string; value: Order } {
  return { key: customer, value: { customer, items: [{ name: "tea", amount: 2, price }] } };
}

Deno.test("an invoice has the sum of the order's items", async () => {
  const { outputs, failures } = await invoke(invoices, [order("ann", 350)]);
  assertEquals(failures, []);
  assertEquals(outputs.map(({ key, value }) => [key, value]), [
    ["ann", { customer: "ann", total: 700 }],
  ]);
});

Deno.test("what is no order fails alone", async () => {
  const records = [order("ann", 1), { value: { customer: "bob" } }, order("cy", 2)];
  const { outputs, failures } = await invoke(invoices, records);
  assertEquals(outputs.length, 2);
  assertEquals(failures.map(({ index }) => index), [1]);
});

Deno.test("every order becomes one invoice, though a broker dies in the middle", async () => {
  await using lab = await startLab();
  const orders = await lab.topic({ name: "orders", partitions: 3 });
  const written = await lab.topic({ name: "invoices", partitions: 3 });
  await lab.run(FUNCTION, { topics: { orders, invoices: written } });

  const customers = Array.from({ length: 200 }, (_, n) => `customer-${n}`);
  await orders.produce(customers.slice(0, 100).map((name) => order(name, 100)));
  await lab.kill("kafka2");
  await orders.produce(customers.slice(100).map((name) => order(name, 100)));

  const found = await written.consume({ count: customers.length, within: 60_000 });
  assertEquals(new Set(found.map(({ key }) => key)), new Set(customers));
  assertEquals((await written.ledger()).lost, 0);
});
