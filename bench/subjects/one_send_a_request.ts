/**
 * What the producer function is measured against: the same server and framework, and one kafkajs
 * `send` for each request.
 *
 * @module
 */
import { Hono } from "hono";
import { Kafka, logLevel } from "kafkajs";

const kafka = new Kafka({
  brokers: Deno.env.get("KAFKA_BROKERS")!.split(","),
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
await producer.connect();

const app = new Hono();
app.get("/readyz", (c) => c.text("Ready"));
app.post("/topics/:topic", async (c) => {
  const { records } = await c.req.json();
  return c.json({
    offsets: await producer.send({ topic: c.req.param("topic"), messages: records, acks: -1 }),
  });
});

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
