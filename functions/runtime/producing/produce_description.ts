/**
 * What the API reference says of the routes that write records.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { BATCH_TYPE, STRUCTURED_TYPE } from "../cloudevents/cloud_event.ts";
import { problemResponse } from "../http/problems/problem_response.ts";
import { PRODUCE_TYPES } from "./embedded_format.ts";

/** The content type of REST Proxy's answers. */
export const ANSWER_TYPE = "application/vnd.kafka.v2+json";

/** What differs from route to route. */
export interface ProduceDescription {
  path: string;
  summary: string;
  /** Whether the path names the partition. */
  isPartition?: boolean;
  /** Whether a request can ask for the ledger's stamp. */
  takesLedger: boolean;
  /** Whether keys and values may be of a registry's schemas. */
  takesSchemas?: boolean;
}

/** A CloudEvent, for the API reference. */
const EVENT = {
  specversion: "1.0",
  id: "order-1",
  source: "/shop",
  type: "com.example.order.placed",
  partitionkey: "customer-1",
  data: { total: 12.5 },
};

/** Requests in the formats that take a schema registry. */
const SCHEMA_EXAMPLES = {
  "application/vnd.kafka.avro.v2+json": {
    value_schema: `{"type":"record","name":"Order","fields":[{"name":"total","type":"double"}]}`,
    records: [{ value: { total: 12.5 } }],
  },
  "application/vnd.kafka.jsonschema.v2+json": {
    value_schema: `{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}`,
    records: [{ value: { total: 12.5 } }],
  },
  "application/vnd.kafka.protobuf.v2+json": {
    value_schema: `syntax = "proto3"; message Order { double total = 1; }`,
    records: [{ value: { total: 12.5 } }],
  },
};

function schemaRequest<S extends z.ZodRawShape>(request: z.ZodObject<S>) {
  const text = z.string().nullish().describe(
    "A schema, which is registered below the topic's subject, `<topic>-key` or `<topic>-value`",
  );
  const id = z.int().nullish().describe("In its place: the id of one that is registered");
  return request.extend({
    key_schema: text,
    key_schema_id: id,
    value_schema: text,
    value_schema_id: id,
  });
}

/** A route that writes records. */
export function describeProduce(
  { path, summary, isPartition = false, takesLedger, takesSchemas = false }: ProduceDescription,
) {
  const bytes = z.any().describe(
    "JSON format: any JSON value, written byte by byte as it is spelled in the body, so that a string " +
      "keeps its quotes, whatever it says: one of base64 is not decoded. Text format: a string, " +
      "written as it is. Binary format: base64, of which the bytes are written. null, or left out: null. " +
      "A record has at least one of both.",
  );
  const request = z.object({
    records: z.array(z.object({
      key: bytes.optional(),
      value: bytes.optional(),
      partition: z.number().int().min(0).optional().describe(
        "Left out: by the key's murmur2 hash, as Kafka's Java client does",
      ),
      timestamp: z.union([z.number().int().min(0), z.iso.datetime()]).optional().describe(
        "ms since the Unix epoch, or ISO 8601. Left out: when it is written",
      ),
      headers: z.any().optional().describe(
        `Text by name, {"trace": "1a"}, or an array, [{"name": "trace", "value": "1a"}], where ` +
          `"key" may stand for "name"; null for a value that is null`,
      ),
    })).min(1),
  }).openapi("ProduceRequest");
  const result = z.object({
    partition: z.number().int().nullable(),
    offset: z.number().int().nullable(),
    error_code: z.number().int().nullable().describe(
      "40301 not authorized, 40401 no such topic, 40402 no such partition, 422 not decodable, " +
        "50002 refused by Kafka, 50003 not delivered in time and worth another try",
    ),
    error: z.string().nullable(),
  });
  const answer = z.object({
    offsets: z.array(result).describe("One for each record, in their order"),
    key_schema_id: z.int().nullable(),
    value_schema_id: z.int().nullable(),
  }).openapi("ProduceResponse");
  const examples: Record<string, unknown> = {
    "application/vnd.kafka.json.v2+json": {
      records: [{ key: "customer-1", value: { total: 12.5 }, headers: { trace: "1a" } }],
    },
    "application/vnd.kafka.binary.v2+json": { records: [{ key: "azE=", value: "SGVsbG8=" }] },
    "application/vnd.kafka.text.v2+json": { records: [{ key: "k1", value: "Hello" }] },
    "application/json": { records: [{ value: 1, partition: 0 }] },
  };
  const schemas: Record<string, unknown> = takesSchemas ? SCHEMA_EXAMPLES : {};
  return {
    method: "post" as const,
    path,
    summary,
    description:
      "Answers once all records are acknowledged by all in-sync replicas, or have failed. " +
      "A CloudEvent (1.0) in the binary or the structured mode, and each one of a batch, becomes a record " +
      "in the same mode of Kafka's binding, whose key is the event's `partitionkey`.",
    request: {
      params: z.object({
        topic: z.string().openapi({ example: "sampleOne" }),
        ...isPartition && { partition: z.int().min(0).openapi({ example: 0 }) },
      }),
      ...takesLedger && {
        query: z.object({
          ledger: z.enum(["true", "false"]).optional().openapi({
            description: "Whether each record gets the ledger's stamp, as headers",
          }),
        }),
      },
      body: {
        required: true,
        content: {
          ...Object.fromEntries(
            Object.keys(schemas).map((type) => [type, {
              schema: schemaRequest(request),
              example: schemas[type],
            }]),
          ),
          ...Object.fromEntries(
            PRODUCE_TYPES.map((type) => [type, { schema: request, example: examples[type] }]),
          ),
          [STRUCTURED_TYPE]: { schema: z.any(), example: EVENT },
          [BATCH_TYPE]: { schema: z.any(), example: [EVENT] },
        },
      },
    },
    responses: {
      200: {
        description: "What became of each record",
        content: {
          [ANSWER_TYPE]: {
            schema: answer,
            example: {
              offsets: [{ partition: 0, offset: 41, error_code: null, error: null }],
              key_schema_id: null,
              value_schema_id: null,
            },
          },
        },
      },
      400: problemResponse("Not JSON"),
      404: problemResponse(isPartition ? "No such topic or partition" : "No such topic"),
      ...takesSchemas && {
        408: problemResponse("40801: the schema registry does not answer, or refuses"),
      },
      413: problemResponse("Too large"),
      415: problemResponse("Another content type"),
      422: problemResponse(
        takesSchemas
          ? "JSON of another shape; there is no schema registry; 42201, 42202: the schema of keys, of values is missing; 42203: a " +
            "record is not of its schema; 42205: a schema is none"
          : "JSON of another shape",
      ),
      429: problemResponse(
        "The queue is full, or a quota of Kafka's is used up; Retry-After says for how many seconds",
      ),
      503: problemResponse("Kafka cannot take it now; Retry-After says when to try again"),
    },
  };
}
