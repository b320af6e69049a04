/**
 * The route that passes by a record which holds up its partition.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readParameters } from "../../http/body.ts";
import { numeric } from "../../http/numeric_parameter.ts";
import { Problem } from "../../http/problems/problem.ts";
import { problemResponse } from "../../http/problems/problem_response.ts";
import { answer } from "../../http/routes.ts";
import { topicName, unknownParameter } from "./start_parameters.ts";

/** What the route needs. */
export interface SkipRouteOptions {
  /** What follows /skip, such as _consumer; may be empty. */
  routeSuffix: string;
  runner: {
    /** Whether there was something to pass by. */
    skip(record: { topic: string; partition: number; offset: number }): boolean;
    /** Which other replica has a partition, if that is known. */
    holder(partition: { topic: string; partition: number }): Promise<string | undefined>;
  };
}

const number = (max: number) => {
  const error = { error: `must be a whole number from 0 to ${max}` };
  return numeric(z.int(error).min(0, error).max(max, error));
};

const shape = {
  topic: topicName.openapi({ example: "sampleOne" }),
  partition: number(2 ** 31 - 1).openapi({ example: 0 }),
  offset: number(Number.MAX_SAFE_INTEGER).openapi({ example: 1199 }),
};

const schema = z.strictObject(shape, unknownParameter(shape));

/** Adds the route. It loses a record, so it is for POST only. */
export function addSkipRoute(app: OpenAPIHono, { routeSuffix, runner }: SkipRouteOptions): void {
  const path = `/skip${routeSuffix}`;
  const parameters = schema.partial();
  app.openAPIRegistry.registerPath({
    method: "post",
    path,
    summary: "Pass by a record that holds up its partition",
    description: "A record that can neither be handled nor be put into its dead letter topic is " +
      "tried for ever, and its partition waits; so does one of which Kafka's answer cannot be " +
      "read. `problem` in /status names it. This passes it by, and only it: it counts as " +
      "processed, and is neither handled nor put away. It must be told to the replica that says so; " +
      "another one answers 409 with the id in the group of the one that has the partition, which " +
      "that one shows as `member` in /status.",
    request: {
      query: parameters,
      body: { content: { "application/json": { schema: parameters } } },
    },
    responses: {
      200: {
        description: "Passed by",
        content: {
          "application/json": {
            schema: answer({}),
            example: { status: "ok", message: "Passed by sampleOne/0/1199" },
          },
        },
      },
      409: problemResponse("This replica is not held up by such a record"),
      422: problemResponse("Unknown or wrong parameters; the detail says what to change"),
    },
  });
  app.post(path, async (c) => {
    const record = await readParameters(c, schema);
    const name = `${record.topic}/${record.partition}/${record.offset}`;
    if (!runner.skip(record)) {
      const holder = await runner.holder(record);
      const where = holder === undefined
        ? "it does not hold up this replica; see /status"
        : `${holder} has the partition; tell it to that replica`;
      throw new Problem("conflict", `Cannot pass by ${name}: ${where}`);
    }
    return c.json({ status: "ok", message: `Passed by ${name}` });
  });
}
