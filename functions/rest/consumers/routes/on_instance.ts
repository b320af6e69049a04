import type { Context, Handler } from "hono";
import type { ConsumerInstance } from "../instance.ts";
import type { Instances } from "../instances.ts";

/**
 * A handler of a route below `/consumers/:group/instances/:instance`: it gets that instance, which is in use until
 * it has answered. Where there is none, the answer is 404.
 */
export function onInstance(
  instances: Instances,
  handle: (c: Context, instance: ConsumerInstance) => Promise<Response> | Response,
): Handler {
  return (c) => {
    const { group, instance } = c.req.param();
    return instances.use(group, instance, (consumer) => handle(c, consumer));
  };
}
