import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Console } from "../console.ts";
import { judge } from "../../live/health.ts";

const count = z.number().int();

const statusSchema = z.object({
  status: z.literal("ok"),
  message: z.string(),
  health: z.enum(["ok", "warn", "bad"]).nullable().describe("null before the first look"),
  faults: z.array(z.string()),
  controller: count.nullable(),
  brokers: z.array(z.object({ id: count, address: z.string(), up: z.boolean() })),
  topics: count.nullable(),
  partitions: count.nullable(),
  underReplicated: count.nullable(),
  offline: count.nullable(),
  recordsInPerSecond: z.number().nullable(),
  recordsOutPerSecond: z.number().nullable(),
  totalLag: count.nullable(),
  viewers: count.describe("Pages that are open now"),
}).openapi("ConsoleStatus");

type Status = z.infer<typeof statusSchema>;

const route = createRoute({
  method: "get",
  path: "/status",
  summary: "The lab at a glance, as the overview shows it",
  responses: {
    200: { description: "Done", content: { "application/json": { schema: statusSchema } } },
  },
});

/** Adds the route that tells programs what the overview shows. */
export function addStatus(app: OpenAPIHono, parts: Console): void {
  app.openapi(route, async (c) => c.json(await status(parts), 200));
}

async function status({ sampler, channels }: Console): Promise<Status> {
  const sample = await sampler.seen();
  const { kafka, brokers, recordsIn, recordsOut, groups } = sample;
  const overview = kafka?.value;
  const up = new Set(overview?.brokers.map(({ id }) => id));
  const { level, faults } = judge(sample) ?? { level: null, faults: [] };
  const sum = (of: "partitions" | "underReplicated" | "offline") =>
    overview?.topics.reduce((total, topic) => total + topic[of], 0) ?? null;
  return {
    status: "ok",
    message: level === null ? "Not looked yet" : `The lab is ${level}`,
    health: level,
    faults: faults.map(({ text }) => text),
    controller: overview?.controller ?? null,
    brokers: brokers.map(({ id, host, port }) => ({
      id,
      address: `${host}:${port}`,
      up: up.has(id),
    })),
    topics: overview?.topics.length ?? null,
    partitions: sum("partitions"),
    underReplicated: sum("underReplicated"),
    offline: sum("offline"),
    recordsInPerSecond: recordsIn ?? null,
    recordsOutPerSecond: recordsOut ?? null,
    totalLag: groups?.value?.groups.reduce((total, { totalLag }) => total + totalLag, 0) ?? null,
    viewers: channels.viewers,
  };
}
