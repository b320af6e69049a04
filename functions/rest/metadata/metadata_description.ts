/**
 * What the API reference says of the routes that show topics, partitions and brokers.
 *
 * @module
 */
import { type RouteConfig, z } from "@hono/zod-openapi";
import { problemResponse } from "../../runtime/http/problems/problem_response.ts";
import { V2 } from "../media_types.ts";

const replica = z.object({ broker: z.int(), leader: z.boolean(), in_sync: z.boolean() });

const partition = z.object({
  partition: z.int(),
  leader: z.int().describe("A broker's id; -1: none"),
  replicas: z.array(replica),
}).openapi("Partition");

const PARTITION = {
  partition: 0,
  leader: 1,
  replicas: [
    { broker: 1, leader: true, in_sync: true },
    { broker: 2, leader: false, in_sync: true },
  ],
};

const topicParam = z.object({ topic: z.string().openapi({ example: "sampleOne" }) });
const partitionParams = topicParam.extend({ partition: z.int().min(0).openapi({ example: 0 }) });

/** The routes. */
export function describeMetadata(): RouteConfig[] {
  return [
    route("/topics", "The names of all topics but Kafka's own", z.array(z.string()), [
      "sampleOne",
      "sampleTwo",
    ]),
    route(
      "/topics/{topic}",
      "A topic: its settings and partitions",
      z.object({
        name: z.string(),
        configs: z.record(z.string(), z.string().nullable()),
        partitions: z.array(partition),
      }).openapi("Topic"),
      { name: "sampleOne", configs: { "cleanup.policy": "compact" }, partitions: [PARTITION] },
      topicParam,
    ),
    route(
      "/topics/{topic}/partitions",
      "The partitions of a topic",
      z.array(partition),
      [PARTITION],
      topicParam,
    ),
    route(
      "/topics/{topic}/partitions/{partition}",
      "A partition of a topic",
      partition,
      PARTITION,
      partitionParams,
    ),
    route(
      "/topics/{topic}/partitions/{partition}/offsets",
      "Where the log of a partition begins and ends",
      z.object({ beginning_offset: z.int(), end_offset: z.int() }).openapi("LogOffsets"),
      { beginning_offset: 0, end_offset: 42 },
      partitionParams,
    ),
    route("/brokers", "The ids of all brokers", z.object({ brokers: z.array(z.int()) }), {
      brokers: [1, 2, 3],
    }),
  ];
}

function route(
  path: string,
  summary: string,
  schema: z.ZodType,
  example: unknown,
  params?: z.ZodObject,
): RouteConfig {
  return {
    method: "get",
    path,
    summary,
    request: { params },
    responses: {
      200: { description: "It is shown", content: { [V2]: { schema, example } } },
      ...params && { 404: problemResponse("40401: no such topic; 40402: no such partition") },
      503: problemResponse("Kafka cannot be reached"),
    },
  };
}
