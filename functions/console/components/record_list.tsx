/**
 * Records, one below the other: a line each, which opens to all of it.
 *
 * @module
 */
import type { Header, KafkaRecord } from "../../../kafka/record/record.ts";
import { cutText } from "../web/cut_text.ts";
import { count, formatBytes, formatCount, formatTime } from "../web/format.ts";
import type { Html } from "../web/html.ts";
import { recordTime } from "../../../kafka/record/record_time.ts";
import { jsonTokens, type Readable, readable } from "./record_text.ts";

/** How much of a key and a value a line shows, in characters. */
const PREVIEW = 160;

/** How much of a page's keys, and of its values, is shown, in bytes, and how much of each at least. */
const PAGE_BYTES = 4_000_000;
const LEAST_BYTES = 1_000;

/** How many headers of a record are shown, and how much of each, in bytes. */
const HEADERS = 100;
const HEADER_BYTES = 4_000;

/** A list of records; the more there are, the less of each is shown. */
export function Records({ records, id }: { records: readonly KafkaRecord[]; id: string }): Html {
  const bytes = Math.max(LEAST_BYTES, Math.floor(PAGE_BYTES / records.length));
  return (
    <ol class="records" id={id}>
      {records.map((record) => <RecordItem record={record} bytes={bytes} />)}
    </ol>
  );
}

/** One record. @param bytes how much of its key and its value is shown at most. */
export function RecordItem({ record, bytes }: { record: KafkaRecord; bytes?: number }): Html {
  const { partition, offset, timestamp } = record;
  const key = readable(record.key, bytes);
  const value = readable(record.value, bytes);
  return (
    <li>
      <details>
        <summary>
          <span class="position">
            <span class="muted">{partition}:</span>
            {formatCount(offset)}
          </span>
          <time datetime={isoTime(timestamp)}>{formatTime(timestamp)}</time>
          <span class="key">
            <Preview of={key} what="key" />
          </span>
          <span class="preview">
            <Preview of={value} what="value" />
          </span>
        </summary>
        <RecordParts record={record} bytes={bytes} />
      </details>
    </li>
  );
}

/** All of a record: its key, its headers and its value. @param bytes as of {@linkcode RecordItem}. */
export function RecordParts({ record, bytes }: { record: KafkaRecord; bytes?: number }): Html {
  const { headers } = record;
  return (
    <dl class="parts">
      <dt>Key</dt>
      <dd>
        <Whole of={readable(record.key, bytes)} />
      </dd>
      {headers.length > 0 && <dt>Headers</dt>}
      {headers.length > 0 && (
        <dd>
          {headers.slice(0, HEADERS).map((header) => <HeaderLine header={header} />)}
          {headers.length > HEADERS && <i>and {count(headers.length - HEADERS, "header")} more</i>}
        </dd>
      )}
      <dt>Value{record.value && `, ${formatBytes(record.value.length)}`}</dt>
      <dd>
        <Whole of={readable(record.value, bytes)} />
      </dd>
    </dl>
  );
}

function HeaderLine({ header: [name, value] }: { header: Header }): Html {
  const { kind, text } = readable(value, HEADER_BYTES);
  return (
    <div>
      <code>{cutText(name, HEADER_BYTES)}</code>:{" "}
      {kind === "null" || kind === "empty" ? <i>{kind}</i> : (
        <>
          <Encoding kind={kind} />
          <code class="value">{text}</code>
        </>
      )}
    </div>
  );
}

/** Says so where text stands for bytes. */
function Encoding({ kind }: { kind: Readable["kind"] }): Html {
  return <>{kind === "binary" && <i class="encoding">hexadecimal</i>}</>;
}

/** A time of four digits for the year, as HTML's `datetime` takes it. */
function isoTime(timestamp: number | bigint): string | undefined {
  const time = recordTime(timestamp);
  return typeof time === "string" && /^\d/.test(time) ? time : undefined;
}

function Preview({ of: { kind, text }, what }: { of: Readable; what: string }): Html {
  if (kind === "null") return <i>{what === "value" ? "tombstone" : `no ${what}`}</i>;
  if (kind === "empty") return <i>empty {what}</i>;
  return (
    <>
      <Encoding kind={kind} />
      {cutText(text, PREVIEW).replace(/[ \n\t]+/g, " ")}
    </>
  );
}

function Whole({ of: { kind, text } }: { of: Readable }): Html {
  if (kind === "null" || kind === "empty") return <i>{kind}</i>;
  return (
    <>
      <Encoding kind={kind} />
      <pre class={kind} tabindex={0}>
      {kind === "json"
        ? [...jsonTokens(text)].map(([token, part]) =>
          token === "plain" ? part : <span class={`json-${token}`}>{part}</span>
        )
        : text}
      </pre>
    </>
  );
}
