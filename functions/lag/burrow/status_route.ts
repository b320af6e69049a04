/**
 * `/status`: the lag monitor itself, and how many groups fare how.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { inTurns } from "../../../kafka/in_turns.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import type { OffsetsReader } from "../reading/offsets_reader.ts";
import type { Storage } from "../storage/storage.ts";

/** What the route needs. */
export interface StatusRouteOptions {
  cluster: string;
  storage: Pick<Storage, "groups" | "topics">;
  evaluator: Pick<Evaluator, "status">;
  reader: Pick<OffsetsReader, "partitions" | "isCaughtUp">;
}

const statusSchema = z.object({
  status: z.literal("ok"),
  message: z.string(),
  cluster: z.string(),
  topics: z.int(),
  groups: z.object({ OK: z.int(), WARN: z.int(), ERR: z.int() }),
  offsetsTopic: z.object({
    partitions: z.int().describe("How many partitions of it are read; 0 while there is none"),
    caughtUp: z.boolean().describe("Whether what was there at the beginning has been read"),
  }),
}).openapi("LagStatus");

/** Adds the route. */
export function addStatusRoute(app: OpenAPIHono, options: StatusRouteOptions): void {
  const { cluster, storage, evaluator, reader } = options;
  const path = "/status";
  app.openAPIRegistry.registerPath({
    method: "get",
    path,
    summary: "What is watched, and how many groups fare how",
    responses: {
      200: { description: "Done", content: { "application/json": { schema: statusSchema } } },
    },
  });
  app.get(path, async (c) => {
    const groups = { OK: 0, WARN: 0, ERR: 0 };
    await inTurns(storage.groups, (group) => {
      const { status } = evaluator.status(group);
      if (status !== "NOTFOUND") groups[status]++;
    });
    const count = groups.OK + groups.WARN + groups.ERR;
    return c.json({
      status: "ok",
      message: `Watching ${count} group${count === 1 ? "" : "s"} of cluster ${cluster}`,
      cluster,
      topics: storage.topics.length,
      groups,
      offsetsTopic: { partitions: reader.partitions, caughtUp: reader.isCaughtUp },
    });
  });
}
