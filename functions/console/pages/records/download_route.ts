/**
 * What a search finds as a file: lines of JSON, to the byte, or CSV for spreadsheets.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { markedText } from "../../../../kafka/record/bytes_text.ts";
import type { BrowsePlace } from "../../../../kafka/reader/browse.ts";
import { viewHeaders } from "../../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordJson } from "../../../../kafka/record/record_json.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";
import { pathPart } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { browseQuery } from "../../components/search/records_query.ts";

/** How many records are read at a time; the next ones when these are on their way. */
const CHUNK = 200;

const FORMATS = {
  jsonl: {
    type: "application/x-ndjson",
    head: "",
    line: (record: KafkaRecord) => `${recordJson(record)}\n`,
  },
  csv: {
    type: "text/csv; charset=utf-8",
    head: "partition,offset,time,key,value,headers\r\n",
    line: csvLine,
  },
};

/**
 * Adds the files of what searches find, oldest first, up to where the topic ends when it begins.
 * `produce --from` writes the records of a `.jsonl` file again as they were.
 *
 * @param signal ends those that are under way.
 */
export function addDownloads(app: OpenAPIHono, { cluster }: Console, signal: AbortSignal): void {
  for (const [format, { type, head, line }] of Object.entries(FORMATS)) {
    app.get(`/topics/:topic/records.${format}`, async (c) => {
      const query = browseQuery(new URL(c.req.url).searchParams);
      const from = query.from === "latest" ? "earliest" : query.from;
      const { name, partitions } = await cluster.topic(pathPart(c.req.param("topic")));
      const ends = new Map(partitions.map((one) => [one.partition, one.lastStableOffset ?? 0]));
      let place: BrowsePlace | undefined;
      let begin = head;
      const gone = new AbortController();
      const either = AbortSignal.any([signal, gone.signal]);
      const file = new ReadableStream<Uint8Array>({
        async pull(stream) {
          const more = await cluster.browse(
            name,
            { ...query, from, limit: CHUNK, place },
            either,
          );
          place = more.place;
          const old = more.records.filter(({ partition, offset }) => offset < ends.get(partition)!);
          stream.enqueue(new TextEncoder().encode(begin + old.map(line).join("")));
          begin = "";
          const isOver = [...place].every(([partition, next]) => next >= ends.get(partition)!);
          if (more.end === "all" || isOver) stream.close();
        },
        cancel: () => gone.abort(),
      });
      return c.body(file, 200, {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}.${format}"`,
        "cache-control": "no-store",
      });
    });
  }
}

/** A record as RFC 4180 has it; bytes that are no text are in base64, behind `base64:`. */
function csvLine({ partition, offset, timestamp, key, value, headers }: KafkaRecord): string {
  const cells = [
    `${partition}`,
    `${offset}`,
    `${recordTime(timestamp)}`,
    key === null ? "" : quoted(markedText(key)),
    value === null ? "" : quoted(markedText(value)),
    headers.length === 0 ? "" : quoted(JSON.stringify(viewHeaders(headers).headers)),
  ];
  return `${cells.join(",")}\r\n`;
}

/** An empty text is in quotes, so that it is told from what is not there. */
function quoted(text: string): string {
  return /[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
