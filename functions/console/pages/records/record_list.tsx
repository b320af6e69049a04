/**
 * Records, one below the other: a line each, which opens to all of it.
 *
 * @module
 */
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { formatBytes, formatCount, formatTime } from "../../web/format.ts";
import type { Html } from "../../web/html.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";
import { jsonTokens, type Readable, readable } from "./record_text.ts";

/** How much of a key and a value a line shows, in characters. */
const PREVIEW = 160;

/** A list of records. */
export function Records({ records, id }: { records: readonly KafkaRecord[]; id: string }): Html {
  return <ol class="records" id={id}>{records.map((record) => <RecordItem record={record} />)}</ol>;
}

/** One record. */
export function RecordItem({ record }: { record: KafkaRecord }): Html {
  const { partition, offset, timestamp, headers } = record;
  const key = readable(record.key);
  const value = readable(record.value);
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
        <dl class="parts">
          <dt>Key</dt>
          <dd>
            <Whole of={key} />
          </dd>
          {headers.length > 0 && <dt>Headers</dt>}
          {headers.length > 0 && (
            <dd>
              {headers.map(([name, header]) => (
                <div>
                  <code>{name}</code>: <code class="value">{readable(header).text}</code>
                </div>
              ))}
            </dd>
          )}
          <dt>Value{record.value && `, ${formatBytes(record.value.length)}`}</dt>
          <dd>
            <Whole of={value} />
          </dd>
        </dl>
      </details>
    </li>
  );
}

/** A time of four digits for the year, as HTML's `datetime` takes it. */
function isoTime(timestamp: number | bigint): string | undefined {
  const time = recordTime(timestamp);
  return typeof time === "string" && /^\d/.test(time) ? time : undefined;
}

function Preview({ of: { kind, text }, what }: { of: Readable; what: string }): Html {
  if (kind === "null") return <i>{what === "value" ? "tombstone" : `no ${what}`}</i>;
  if (kind === "empty") return <i>empty {what}</i>;
  return <>{text.slice(0, PREVIEW).replace(/\s+/g, " ")}</>;
}

function Whole({ of: { kind, text } }: { of: Readable }): Html {
  if (kind === "null" || kind === "empty") return <i>{kind}</i>;
  return (
    <pre class={kind} tabindex={0}>
      {kind === "json"
        ? [...jsonTokens(text)].map(([token, part]) =>
          token === "plain" ? part : <span class={`json-${token}`}>{part}</span>
        )
        : text}
    </pre>
  );
}
