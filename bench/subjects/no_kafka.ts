/**
 * The ceiling of any HTTP producer on this machine: the same server and framework, the same body parsed
 * and an answer of the same shape, with no Kafka at all.
 *
 * @module
 */
import { Hono } from "hono";

const app = new Hono();
app.get("/readyz", (c) => c.text("Ready"));
app.post("/topics/:topic", async (c) => {
  const { records } = await c.req.json();
  return c.json({
    offsets: records.map((_: unknown, offset: number) => ({ partition: 0, offset })),
  });
});

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
