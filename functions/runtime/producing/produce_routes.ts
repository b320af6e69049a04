/**
 * `POST /topics/{topic}`: records over HTTP, as Confluent's REST Proxy v2 takes them.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { eventMode } from "../cloudevents/http_binding.ts";
import { readBody } from "../http/body.ts";
import { parseQuery } from "../http/browser/form_encoding.ts";
import { Problem } from "../http/problems/problem.ts";
import { nowMicros } from "../../../kafka/producer/now_micros.ts";
import type { Source } from "../../../kafka/producer/entry.ts";
import type { Outbox } from "../../../kafka/producer/outbox.ts";
import { partitionOfKey } from "../../../kafka/producer/partitioner/partitioner.ts";
import { ANSWER_TYPE, describeProduce } from "./produce_description.ts";
import { ProduceReceipt } from "./produce_receipt.ts";
import { embeddedFormat } from "./embedded_format.ts";
import { eventRecords } from "./event_records.ts";
import { parseProduceRequest, type ProduceRecord, type RecordFault } from "./produce_request.ts";
import type { Topics } from "./partition_counts.ts";

/** What the routes need. */
export interface ProduceOptions {
  topics: Topics;
  outbox: Outbox;
  /** The source of all records that come by HTTP. */
  source: Source;
  /** The source of those of a request that asks for the ledger, `?ledger=true`; absent: none can. */
  ledgerSource?: Source;
  /** Reads requests of formats that take more than the request: `undefined` where it is none of those. */
  readOther?(request: Request, topic: string): Promise<Posted> | undefined;
}

/** What a request asks to be written. */
export interface Posted {
  records: (ProduceRecord | RecordFault)[];
  /** The ids of the schemas that its keys and values are of; null: they are of none. */
  keySchemaId: number | null;
  valueSchemaId: number | null;
}

/** Adds the route that writes to a topic. */
export function addProduceRoutes(app: OpenAPIHono, options: ProduceOptions): void {
  // Described, but not validated by its schema: that would cost more than all the rest of it.
  app.openAPIRegistry.registerPath(describeProduce({
    path: "/topics/{topic}",
    summary: "Write records to a topic",
    takesLedger: options.ledgerSource !== undefined,
    takesSchemas: options.readOther !== undefined,
  }));
  let requests = 0;
  app.post("/topics/:topic", async function produce(c: Context) {
    const source = sourceOf(c.req.raw.url, options);
    const topic = c.req.param("topic")!;
    const posted = await readPosted(c.req.raw, topic, options);
    const { records } = posted;
    const partitions = await countPartitions(options.topics, topic, records);
    return await answer(
      c,
      posted,
      send(records, topic, { partitions, keyless: requests++ % partitions }, options, source),
    );
  });
}

/** Adds the route that writes to a partition of a topic. */
export function addPartitionProduceRoutes(app: OpenAPIHono, options: ProduceOptions): void {
  app.openAPIRegistry.registerPath(describeProduce({
    path: "/topics/{topic}/partitions/{partition}",
    summary: "Write records to a partition",
    isPartition: true,
    takesLedger: options.ledgerSource !== undefined,
    takesSchemas: options.readOther !== undefined,
  }));
  app.post("/topics/:topic/partitions/:partition", async function produce(c: Context) {
    const source = sourceOf(c.req.raw.url, options);
    const { topic, partition: id } = c.req.param() as { topic: string; partition: string };
    const partition = partitionNumber(id);
    const posted = await readPosted(c.req.raw, topic, options);
    const { records } = posted;
    const partitions = await options.topics.find(topic, partition + 1);
    if (partition >= partitions) throw noPartition(topic, id);
    for (const record of records) {
      if (!("fault" in record)) record.partition = partition;
    }
    const receipt = send(records, topic, { partitions, keyless: 0 }, options, source);
    return await answer(c, posted, receipt);
  });
}

/** The number of a partition that a path names. @throws {Problem} 404 for what cannot be one. */
export function partitionNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new Problem("noPartition", `Cannot find partition ${JSON.stringify(text)}: use a number`);
  }
  return Number(text);
}

/** The problem of a partition that there is not. */
export function noPartition(topic: string, partition: string | number): Problem {
  return new Problem("noPartition", `Cannot find partition ${partition} of ${topic}`);
}

async function answer(
  c: Context,
  { keySchemaId, valueSchemaId }: Posted,
  receipt: ProduceReceipt,
): Promise<Response> {
  const offsets = await receipt.results();
  return c.body(
    JSON.stringify({ offsets, key_schema_id: keySchemaId, value_schema_id: valueSchemaId }),
    200,
    { "content-type": ANSWER_TYPE },
  );
}

/** What a request asks for: in REST Proxy's shape, or CloudEvents. */
async function readPosted(
  request: Request,
  topic: string,
  { readOther }: ProduceOptions,
): Promise<Posted> {
  const other = readOther?.(request, topic);
  if (other !== undefined) return await other;
  return { records: await readRecords(request), keySchemaId: null, valueSchemaId: null };
}

async function readRecords(request: Request): Promise<(ProduceRecord | RecordFault)[]> {
  const mode = eventMode(request.headers);
  if (mode !== undefined) return await eventRecords(request, mode);
  const format = embeddedFormat(request.headers.get("content-type"));
  return parseProduceRequest(await readBody(request), format);
}

/** The source that a query asks for. @throws {Problem} 422 for what it asks for besides. */
function sourceOf(url: string, { source, ledgerSource }: ProduceOptions): Source {
  const query = parseQuery(url);
  const [name] = [...query.keys()].filter((name) => name !== "ledger" || !ledgerSource);
  if (name !== undefined) {
    const known = ledgerSource ? "ledger is its only parameter" : "this route has no parameters";
    const detail = `Cannot take ${JSON.stringify(name)}: ${known}`;
    throw new Problem("invalid", detail, { fields: [{ field: name, detail: "is unknown" }] });
  }
  const [ledger = "false", ...more] = query.getAll("ledger");
  if (more.length > 0 || (ledger !== "true" && ledger !== "false")) {
    const fields = [{ field: "ledger", detail: "is true or false, once" }];
    throw new Problem("invalid", "Cannot take ledger: it is true or false, once", { fields });
  }
  return ledger === "true" && ledgerSource ? ledgerSource : source;
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
  { partitions, keyless }: { partitions: number; keyless: number },
  { outbox }: ProduceOptions,
  source: Source,
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
