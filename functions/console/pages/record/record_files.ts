/**
 * A record's parts as files: to download, and to copy.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordJson } from "../../../../kafka/record/record_json.ts";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import { viewHeaders } from "../../../../kafka/record/headers.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { pathPart } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { placeOf, readRecord } from "../../components/read_record.ts";

const TEXT = "text/plain; charset=utf-8";

interface RecordFile {
  name: string;
  type: string;
  /** Null: the record has no such part. */
  body(record: KafkaRecord, producer: string): Uint8Array | string | null;
}

/** The files, by the last part of their path. */
const FILES: Record<string, RecordFile> = {
  key: { name: "key", type: "application/octet-stream", body: ({ key }) => key },
  value: { name: "value", type: "application/octet-stream", body: ({ value }) => value },
  headers: {
    name: "headers.json",
    type: "application/json",
    body: ({ headers }) => JSON.stringify(viewHeaders(headers)),
  },
  json: {
    name: "record.jsonl",
    type: "application/x-ndjson",
    body: (record) => `${recordJson(record)}\n`,
  },
  curl: { name: "curl.sh", type: TEXT, body: (record, producer) => curl(record, producer) },
};

/** The names of the files. */
export const RECORD_FILES = Object.keys(FILES);

/** Adds the routes of a record's files. */
export function addRecordFiles(app: OpenAPIHono, { cluster, producer }: Console): void {
  app.get("/topics/:topic/records/:partition{\\d+}/:offset{\\d+}/files/:file", async (c) => {
    const params = c.req.param() as Record<string, string>;
    const place = placeOf((name) => pathPart(params[name]));
    const file = FILES[params.file];
    if (file === undefined) {
      throw new Problem(
        "noRoute",
        `Cannot find ${params.file}: files are ${RECORD_FILES.join(", ")}`,
      );
    }
    const record = await readRecord(cluster, place);
    const body = file.body(record, producer?.url ?? "http://localhost:5000");
    if (body === null) throw new Problem("noRecord", `Cannot find the ${params.file}: it is null`);
    const name = `${place.topic}-${place.partition}-${place.offset}-${file.name}`;
    return c.body(typeof body === "string" ? body : new Uint8Array(body), 200, {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    });
  });
}

/** A command that has the producer write the same record again. */
function curl({ topic, partition, key, value, headers }: KafkaRecord, producer: string): string {
  const base64 = (bytes: Uint8Array | null) => bytes && asBuffer(bytes).toString("base64");
  const body = JSON.stringify({
    records: [{
      key: base64(key),
      value: base64(value),
      partition,
      ...(headers.length > 0 && {
        headers: headers.map(([name, value]) => ({ name, value: base64(value) })),
      }),
    }],
  });
  return [
    `curl ${quoted(`${producer}/topics/${encodeURIComponent(topic)}`)}`,
    "-H 'content-type: application/vnd.kafka.binary.v2+json'",
    `--data-binary ${quoted(body)}\n`,
  ].join(" \\\n  ");
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
