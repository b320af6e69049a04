/**
 * The routes that create and delete consumer instances.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { isPrintableName } from "../../../../kafka/names.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { answerJson } from "../../media_types.ts";
import { readRequest } from "../../read_request.ts";
import { instanceSchema } from "../instance_config.ts";
import type { Instances } from "../instances.ts";
import type { Owners } from "../owners/owners.ts";

/** What the routes need. */
export interface InstanceRoutesOptions {
  instances: Instances;
  owners: Owners;
}

/** Adds the routes to the application. */
export function addInstanceRoutes(
  app: OpenAPIHono,
  { instances, owners }: InstanceRoutesOptions,
): void {
  app.post("/consumers/:group", async (c) => {
    const { group } = c.req.param();
    if (!isPrintableName(group) || group.length > 255) {
      throw new Problem("invalid", "Cannot take this group: use up to 255 printable characters");
    }
    const config = await readRequest(c, instanceSchema, "wrongConfig");
    const name = config.name ?? `rest-consumer-${crypto.randomUUID()}`;
    await owners.claim(group, name);
    try {
      instances.create(group, name, config);
    } catch (error) {
      await owners.release(group, name);
      throw error;
    }
    const path = `/consumers/${encodeURIComponent(group)}/instances/${encodeURIComponent(name)}`;
    return answerJson(c, { instance_id: name, base_uri: new URL(c.req.url).origin + path });
  });

  app.delete("/consumers/:group/instances/:instance", async (c) => {
    const { group, instance } = c.req.param();
    await instances.delete(group, instance);
    await owners.release(group, instance);
    return c.body(null, 204);
  });
}
