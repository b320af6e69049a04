/**
 * `POST /topics/{topic}`: records over HTTP, as Confluent's REST Proxy v2 takes them.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { problemResponse } from "../http/problem_response.ts";
import { BATCH_TYPE, STRUCTURED_TYPE } from "../cloudevents/cloud_event.ts";
import { eventMode } from "../cloudevents/http_binding.ts";
import { readBody } from "../http/body.ts";
import { parseQuery } from "../http/form_encoding.ts";
import { Problem } from "../http/problem.ts";
import { nowMicros } from "../../../kafka/producer/now_micros.ts";
import type { Source } from "../../../kafka/producer/entry.ts";
import type { Outbox } from "../../../kafka/producer/outbox.ts";
import { partitionOfKey } from "../../../kafka/producer/partitioner.ts";
import { ProduceReceipt } from "./produce_receipt.ts";
import { embeddedFormat, PRODUCE_TYPES } from "./embedded_format.ts";
import { eventRecords } from "./event_records.ts";
import { parseProduceRequest, type ProduceRecord, type RecordFault } from "./produce_request.ts";
import type { Topics } from "./partition_counts.ts";

/** What the route needs. */
export interface ProduceOptions {
  topics: Topics;
  outbox: Outbox;
  /** The source of all records that come by HTTP. */
  source: Source;
}

/** The content type of REST Proxy's answers. */
const ANSWER_TYPE = "application/vnd.kafka.v2+json";

/** Adds the route to the application. */
export function addProduceRoutes(app: OpenAPIHono, options: ProduceOptions): void {
  // Described, but not validated by its schema: that would cost more than all the rest of it.
  app.openAPIRegistry.registerPath(description());
  let requests = 0;
  app.post("/topics/:topic", async function produce(c: Context) {
    checkNoQuery(c.req.raw.url);
    const records = await readRecords(c.req.raw);
    const topic = c.req.param("topic")!;
    const partitions = await countPartitions(options.topics, topic, records);
    const receipt = send(records, topic, partitions, requests++ % partitions, options);
    const offsets = await receipt.results();
    return c.body(
      JSON.stringify({ offsets, key_schema_id: null, value_schema_id: null }),
      200,
      { "content-type": ANSWER_TYPE },
    );
  });
}

/** The records of a request: in REST Proxy's shape, or CloudEvents. */
async function readRecords(request: Request): Promise<(ProduceRecord | RecordFault)[]> {
  const mode = eventMode(request.headers);
  if (mode !== undefined) return await eventRecords(request, mode);
  const format = embeddedFormat(request.headers.get("content-type"));
  return parseProduceRequest(await readBody(request), format);
}

/** @throws {Problem} 422 for a query: what it asks for would not be done. */
function checkNoQuery(url: string): void {
  const [name] = parseQuery(url).keys();
  if (name === undefined) return;
  const detail = `Cannot take ${JSON.stringify(name)}: this route has no parameters`;
  throw new Problem("invalid", detail, { fields: [{ field: name, detail: "is unknown" }] });
}

/** How many partitions the topic has; Kafka is asked again if that is too few for the records. */
function countPartitions(
  topics: Topics,
  topic: string,
  records: readonly (ProduceRecord | RecordFault)[],
): number | Promise<number> {
  let least = 1;
  for (const record of records) {
    if (!("fault" in record) && record.partition !== undefined && record.partition >= least) {
      least = record.partition + 1;
    }
  }
  const known = topics.partitions(topic);
  return known !== undefined && known >= least ? known : topics.find(topic, least);
}

/**
 * Hands the records to their lanes. Those with neither key nor partition stay together in one
 * partition, and the next request's go to the next one: in order, in few batches, and spread evenly.
 *
 * @throws {Problem} 429 if the queue is full.
 */
function send(
  records: (ProduceRecord | RecordFault)[],
  topic: string,
  partitions: number,
  keyless: number,
  { outbox, source }: ProduceOptions,
): ProduceReceipt {
  const bytes = records.reduce((sum, record) => sum + ("fault" in record ? 0 : record.bytes), 0);
  outbox.admit(records.length, bytes);
  const receipt = new ProduceReceipt(records.length);
  const time = nowMicros();
  records.forEach((record, index) => {
    if ("fault" in record) return receipt.refused(index, "undecodable", record.fault);
    const { key, value, headers, timestamp, bytes } = record;
    const partition = record.partition ??
      (key === null ? keyless : partitionOfKey(key, partitions));
    if (partition >= partitions) {
      const error = `Cannot find partition ${partition}: ${topic} has ${partitions}`;
      return receipt.refused(index, "noPartition", error);
    }
    const outgoing = { key, value, headers, timestamp, partition };
    outbox.push(topic, { record: outgoing, bytes, time, source, receipt, index });
  });
  return receipt;
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

function description() {
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
    key_schema_id: z.null(),
    value_schema_id: z.null(),
  }).openapi("ProduceResponse");
  const examples: Record<string, unknown> = {
    "application/vnd.kafka.json.v2+json": {
      records: [{ key: "customer-1", value: { total: 12.5 }, headers: { trace: "1a" } }],
    },
    "application/vnd.kafka.binary.v2+json": { records: [{ key: "azE=", value: "SGVsbG8=" }] },
    "application/vnd.kafka.text.v2+json": { records: [{ key: "k1", value: "Hello" }] },
    "application/json": { records: [{ value: 1, partition: 0 }] },
  };
  return {
    method: "post" as const,
    path: "/topics/{topic}",
    summary: "Write records to a topic",
    description:
      "Answers once all records are acknowledged by all in-sync replicas, or have failed. " +
      "A CloudEvent (1.0) in the binary or the structured mode, and each one of a batch, becomes a record " +
      "in the same mode of Kafka's binding, whose key is the event's `partitionkey`.",
    request: {
      params: z.object({ topic: z.string().openapi({ example: "sampleOne" }) }),
      body: {
        required: true,
        content: {
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
      404: problemResponse("No such topic"),
      413: problemResponse("Too large"),
      415: problemResponse("Another content type"),
      422: problemResponse("JSON of another shape"),
      429: problemResponse(
        "The queue is full, or a quota of Kafka's is used up; Retry-After says for how many seconds",
      ),
      503: problemResponse("Kafka cannot take it now; Retry-After says when to try again"),
    },
  };
}
