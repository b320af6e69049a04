/**
 * Actions on the producer and the consumer.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { addAction } from "../../web/action_route.ts";
import type { Page } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import type { FunctionClient } from "../../sources/function_client.ts";

/** The function itself checks its parameters; here they are only passed on. */
const parameters = z.record(z.string(), z.string());

const none = z.object({});

/** Adds the actions on the functions that there are. */
export function addFunctionActions(app: OpenAPIHono, parts: Console, page: Page): void {
  const { producer, consumer } = parts;
  const add = (client: FunctionClient<unknown>, verb: string) =>
    addAction(app, parts, {
      path: `/${client.name}/${verb}`,
      form: verb === "start" ? `start-${client.name}` : `${client.name}-command`,
      fields: verb === "start" ? parameters : none,
      async act(input) {
        const message = await client.command(`/${verb}_${client.name}`, input);
        await parts.sampler.look();
        return { message, to: `/#${client.name}` };
      },
      page,
      at: () => "/",
    });
  if (producer) { for (const verb of ["start", "stop"]) add(producer, verb); }
  if (consumer) { for (const verb of ["start", "stop", "pause", "resume"]) add(consumer, verb); }
}
