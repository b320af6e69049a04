/**
 * What a search finds as a file: lines of JSON, to the byte, or CSV for spreadsheets.
 *
 * @module
 */
import type { Context } from "hono";
import type { TopicDetail } from "../../../../kafka/admin/topics/topic_detail.ts";
import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import type { BrowsePlace, BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { markedText } from "../../../../kafka/record/bytes_text.ts";
import { viewHeaders } from "../../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordJson } from "../../../../kafka/record/record_json.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";
import { withQuery } from "../../web/html.ts";
import { browseQuery } from "./records_query.ts";

/** How many records are read at a time; the next ones when these are on their way. */
const CHUNK = 200;

/** Lines of JSON, to the byte, or CSV for spreadsheets. */
export type FileFormat = "jsonl" | "csv";

const FORMATS = {
  jsonl: {
    type: "application/x-ndjson",
    head: "",
    line: (record: KafkaRecord) => `${recordJson(record)}\n`,
  },
  csv: {
    type: "text/csv; charset=utf-8",
    head: "topic,partition,offset,time,key,value,headers\r\n",
    line: csvLine,
  },
};

/** The formats of files. */
export const FILE_FORMATS = Object.keys(FORMATS) as FileFormat[];

/** What is asked of a file. */
export interface FoundFile {
  cluster: ClusterReader;
  /** Its topics, whose records come one topic after the other. */
  topics: readonly string[];
  /** The search, as the page has it. */
  query: URLSearchParams;
  format: FileFormat;
  /** What it is called, without the format. */
  name: string;
  /** Ends it while it is under way. */
  signal: AbortSignal;
}

/**
 * Answers with a file of what a search finds, oldest first, up to where each topic ends when it begins.
 * `produce --from` writes the records of a `.jsonl` file again as they were.
 *
 * @throws {Problem} `noTopic` for one that there is not, `invalid` for a search that is none.
 */
export async function foundFile(
  c: Context,
  { cluster, topics, query, format, name, signal }: FoundFile,
): Promise<Response> {
  const { type, head, line } = FORMATS[format];
  const all = browseQuery(query);
  const search = { ...all, from: all.from === "latest" ? "earliest" as const : all.from };
  const details = await Promise.all(topics.map((topic) => cluster.topic(topic)));
  const gone = new AbortController();
  const found = recordsOf(cluster, details, search, AbortSignal.any([signal, gone.signal]));
  let begin = head;
  const file = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { value: records = [] as KafkaRecord[], done } = await found.next();
      stream.enqueue(new TextEncoder().encode(begin + records.map(line).join("")));
      begin = "";
      if (done) stream.close();
    },
    cancel: () => gone.abort(),
  });
  return c.body(file, 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${name}.${format}"`,
    "cache-control": "no-store",
  });
}

/**
 * The addresses of what a search finds, by their formats.
 *
 * @param address that of the search's page.
 */
export function fileAddresses(address: string, query: URLSearchParams): Record<string, string> {
  const all = withQuery(query, { at: undefined, column: undefined, copy: undefined });
  return Object.fromEntries(FILE_FORMATS.map((format) => [format, `${address}.${format}${all}`]));
}

/** What is found, some records at a time. */
async function* recordsOf(
  cluster: ClusterReader,
  topics: readonly TopicDetail[],
  query: BrowseQuery,
  signal: AbortSignal,
): AsyncGenerator<KafkaRecord[], undefined> {
  for (const { name, partitions } of topics) {
    const ends = new Map(partitions.map((one) => [one.partition, one.lastStableOffset ?? 0]));
    let place: BrowsePlace | undefined;
    let isOver = false;
    while (!isOver) {
      const more = await cluster.browse(name, { ...query, limit: CHUNK, place }, signal);
      place = more.place;
      yield more.records.filter(({ partition, offset }) => offset < ends.get(partition)!);
      isOver = more.end === "all" ||
        [...place].every(([partition, next]) => next >= ends.get(partition)!);
    }
  }
}

/** A record as RFC 4180 has it; bytes that are no text are in base64, behind `base64:`. */
function csvLine(
  { topic, partition, offset, timestamp, key, value, headers }: KafkaRecord,
): string {
  const cells = [
    topic,
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
