/**
 * What the API reference says of the routes of consumer instances.
 *
 * @module
 */
import { type RouteConfig, z } from "@hono/zod-openapi";
import { problemResponse } from "../../../runtime/http/problems/problem_response.ts";
import { ALL_FORMATS, recordsType, V2 } from "../../media_types.ts";
import {
  commitBody,
  committedQuery,
  partitionsBody,
  recordsQuery,
  seekBody,
  subscriptionBody,
} from "./consumer_schemas.ts";
import { createBody } from "../instance_config.ts";

const groupParam = z.object({ group: z.string().openapi({ example: "my-group" }) });
const params = groupParam.extend({ instance: z.string().openapi({ example: "my-instance" }) });

const NO_INSTANCE = "40403: no such instance";
const CONFLICT =
  "40903: it has partitions assigned by hand, or subscribes to topics; or not that one";
const SCHEMA = "A field is unknown or wrong";

const PLACE = { topic: "sampleOne", partition: 0 };
const OFFSET = { ...PLACE, offset: 41, metadata: "" };

const recordSchema = z.object({
  topic: z.string(),
  key: z.any().describe("As the format has it; null for null"),
  value: z.any(),
  partition: z.int(),
  offset: z.int(),
  headers: z.array(z.object({ key: z.string(), value: z.string().nullable() })).optional()
    .describe("Those that have some; values in base64"),
}).openapi("ConsumedRecord");

const EXAMPLES = {
  binary: { key: "azE=", value: "SGVsbG8=" },
  json: { key: "k1", value: { total: 12.5 } },
  text: { key: "k1", value: "Hello" },
  avro: { key: "k1", value: { total: 12.5, note: { string: "gift" } } },
  jsonschema: { key: "k1", value: { total: 12.5 } },
  protobuf: { key: "k1", value: { total: 12.5 } },
};

/** The routes. */
export function describeConsumers(): RouteConfig[] {
  return [
    {
      method: "post",
      path: "/consumers/{group}",
      summary: "Create a consumer instance in a group",
      description:
        "Whatever is not said has its default. One that nobody uses for five minutes is closed.",
      request: {
        params: groupParam,
        body: body(createBody, { name: "my-instance", format: "json" }),
      },
      responses: {
        200: shown(z.object({ instance_id: z.string(), base_uri: z.string() }), {
          instance_id: "my-instance",
          base_uri: "http://localhost:5003/consumers/my-group/instances/my-instance",
        }),
        409: problemResponse("40902: there is one of this name"),
        422: problemResponse("42204: a setting is unknown or wrong"),
        429: problemResponse("There are too many"),
      },
    },
    route("delete", "", "Close the instance", { 204: done("It has left the group") }),
    route("get", "/subscription", "The topics that it subscribes to", {
      200: shown(z.object({ topics: z.array(z.string()) }), { topics: ["sampleOne"] }),
    }),
    route("post", "/subscription", "Subscribe to topics, in the place of others", {
      204: done("It joins its group"),
      409: problemResponse(CONFLICT),
      422: problemResponse(SCHEMA),
    }, body(subscriptionBody, { topics: ["sampleOne"] })),
    route("delete", "/subscription", "Subscribe to nothing any more", { 204: done("It does") }),
    route("get", "/assignments", "The partitions that it has", {
      200: shown(partitionsBody, { partitions: [PLACE] }),
    }),
    route("post", "/assignments", "Consume these partitions, without the group", {
      204: done("It does"),
      409: problemResponse(CONFLICT),
      422: problemResponse(SCHEMA),
    }, body(partitionsBody, { partitions: [PLACE] })),
    route("post", "/positions", "Go on at offsets, or at times", {
      204: done("The next record is there"),
      409: problemResponse(CONFLICT),
      422: problemResponse(SCHEMA),
    }, body(seekBody, { offsets: [{ ...PLACE, offset: 42 }] })),
    ...["beginning", "end"].map((end) =>
      route("post", `/positions/${end}`, `Go to the ${end} of partitions`, {
        204: done("It is there"),
        409: problemResponse(CONFLICT),
        422: problemResponse(SCHEMA),
      }, body(partitionsBody, { partitions: [PLACE] }))
    ),
    route(
      "post",
      "/offsets",
      "Commit what the client is done with",
      {
        200: shown(z.object({ offsets: z.array(z.any()) }), { offsets: [] }),
        409: problemResponse("Nothing is consumed; or the group is rebalancing"),
        422: problemResponse(SCHEMA),
      },
      body(commitBody, { offsets: [{ ...PLACE, offset: 41 }] }),
      {
        description:
          "An offset is that of the last record which is done; without a body, all records " +
          "that it was answered with are.",
      },
    ),
    route(
      "get",
      "/offsets",
      "What is committed",
      {
        200: shown(
          z.object({
            offsets: z.array(
              z.object({
                topic: z.string(),
                partition: z.int(),
                offset: z.int(),
                metadata: z.string(),
              }),
            ),
          }),
          { offsets: [OFFSET] },
        ),
        422: problemResponse("A parameter is unknown or wrong"),
      },
      undefined,
      {
        description:
          "Of all partitions that it has; or of a topic, or one partition of it, by the query. " +
          "A body, in which REST Proxy takes partitions, cannot be read with GET here.",
        query: committedQuery,
      },
    ),
    {
      method: "get",
      path: "/consumers/{group}/instances/{instance}/records",
      summary: "Records, those that follow",
      description:
        "Answers as soon as there are some. In the format json a key or value that is not JSON is its " +
        "text, as a string; what is not UTF-8 is base64, in text too. So it is with what is of no schema in " +
        "the formats avro, jsonschema and protobuf. Browsers are 403.",
      request: { params, query: recordsQuery },
      responses: {
        200: {
          description: "Records; none: none came in time",
          content: Object.fromEntries(
            ALL_FORMATS.map((format) => [recordsType(format), {
              schema: z.array(recordSchema),
              example: [{
                topic: "sampleOne",
                ...EXAMPLES[format],
                partition: 0,
                offset: 41,
              }],
            }]),
          ),
        },
        404: problemResponse(NO_INSTANCE),
        406: problemResponse("40601: the instance has another format"),
        408: problemResponse("40801: the schema registry does not tell what records are"),
        409: problemResponse("40903: it consumes nothing"),
        422: problemResponse(SCHEMA),
        503: problemResponse("Kafka cannot be reached"),
      },
    },
  ];
}

function route(
  method: "get" | "post" | "delete",
  path: string,
  summary: string,
  responses: RouteConfig["responses"],
  requestBody?: ReturnType<typeof body>,
  { description, query }: { description?: string; query?: z.ZodObject } = {},
): RouteConfig {
  return {
    method,
    path: `/consumers/{group}/instances/{instance}${path}`,
    summary,
    description,
    request: { params, query, body: requestBody },
    responses: {
      ...responses,
      404: problemResponse(`${NO_INSTANCE}; 40401, 40402: no such topic or partition`),
      503: problemResponse("Kafka cannot be reached"),
    },
  };
}

function body(schema: z.ZodType, example: unknown) {
  return { content: { [V2]: { schema, example } } };
}

function shown(schema: z.ZodType, example: unknown) {
  return { description: "Done", content: { [V2]: { schema, example } } };
}

function done(description: string) {
  return { description };
}
