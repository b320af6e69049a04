import { z } from "zod";

/** What a customer has ordered. Prices are in cents. */
export const orderSchema = z.object({
  customer: z.string().min(1),
  items: z.array(z.object({
    name: z.string(),
    amount: z.int().min(1),
    price: z.int().min(0),
  })).min(1),
});

/** What a customer has ordered. */
export type Order = z.infer<typeof orderSchema>;

/** What the items of an order cost together, in cents. */
export function totalOf({ items }: Order): number {
  return items.reduce((sum, { amount, price }) => sum + amount * price, 0);
}
