/**
 * Records, one below the other: a line each. What is in a record is fetched when its line is opened.
 *
 * @module
 */
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import { recordTime } from "../../../kafka/record/record_time.ts";
import { formatCount, formatTime } from "../web/format.ts";
import type { Html } from "../web/html.ts";
import { recordPath } from "./record_path.ts";
import { type Preview, preview } from "./record_text.ts";

/** How much the lines of a page may take, in bytes of HTML, and each beside its key and value. */
const PAGE_BYTES = 220_000;
const LINE_BYTES = 560;

/** What a key's or a value's beginning takes at least, and at most. */
const LEAST = 60;
const MOST = 1_500;

/** A list of records; the more there are, the less of each is shown. */
export function Records({ records, id }: { records: readonly KafkaRecord[]; id: string }): Html {
  const room = lineRoom(records.length);
  return (
    <>
      <div class="record-heads" aria-hidden="true" hidden={records.length === 0}>
        <span class="position">Partition: offset</span>
        <span>Time (UTC)</span>
        <span>Key</span>
        <span>Value</span>
      </div>
      <ol class="records" id={id}>
        {records.map((record) => <RecordItem record={record} room={room} />)}
      </ol>
    </>
  );
}

/** The bytes of HTML for the beginnings of each record's key and value, if there are so many. */
export function lineRoom(records: number): number {
  const share = Math.floor(PAGE_BYTES / Math.max(1, records)) - LINE_BYTES;
  return Math.min(MOST, Math.max(LEAST, share));
}

/** One record. @param room bytes of HTML that the beginnings of its key and its value take at most. */
export function RecordItem({ record, room = MOST }: { record: KafkaRecord; room?: number }): Html {
  const { partition, offset, timestamp } = record;
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
            <Beginning of={preview(record.key, room / 3)} what="key" />
          </span>
          <span class="preview">
            <Beginning of={preview(record.value, room)} what="value" />
          </span>
        </summary>
        <p class="open">
          <a href={recordPath(record)} data-open>Open this record</a>
        </p>
      </details>
    </li>
  );
}

/** A time of four digits for the year, as HTML's `datetime` takes it. */
function isoTime(timestamp: number | bigint): string | undefined {
  const time = recordTime(timestamp);
  return typeof time === "string" && /^\d/.test(time) ? time : undefined;
}

function Beginning({ of: { kind, text }, what }: { of: Preview; what: string }): Html {
  if (kind === "null") return <i>{what === "value" ? "tombstone" : `no ${what}`}</i>;
  if (kind === "empty") return <i>empty {what}</i>;
  return (
    <>
      {kind === "binary" && <i class="encoding">hexadecimal</i>}
      {text}
    </>
  );
}
