/**
 * Records, one below the other: a line each. What is in a record is fetched when its line is opened.
 *
 * @module
 */
import { isUtf8 } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { Time, ZoneName } from "../../web/clock/time.tsx";
import { formatCount } from "../../web/text/format.ts";
import { affordable } from "../../web/html_cost.ts";
import type { Html } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { recordPath } from "./record_path.ts";
import { type Preview, preview } from "./record_text.ts";
import { valueWindow } from "./value_window.ts";

/** How lines look: one each, with as much of the value as fits; wrapped; or with the value laid out. */
export const RECORD_VIEWS = ["compact", "wrapped", "roomy"] as const;

/** One of them. */
export type RecordView = typeof RECORD_VIEWS[number];

/** How much the lines of a page may take, in bytes of HTML, and each beside its key and value. */
const PAGE_BYTES = 220_000;
const LINE_BYTES = 560;

/** What a key's or a value's beginning takes at least, and at most. */
const LEAST = 60;
const MOST = 1_500;

/** The largest value that is laid out in a list, in bytes. */
const LAID_OUT = 4_000;

/** What is shown of each record besides its key and value. */
export interface RecordColumn {
  label: string;
  text(record: KafkaRecord): string | undefined;
}

/** What each column takes of a record's line at most, in bytes of HTML. */
const COLUMN_BYTES = 80;

/** A list of records; the more there are, the less of each is shown. */
export function Records(
  { records, id, view = "compact", columns = [], made = [] }: {
    records: readonly KafkaRecord[];
    id: string;
    view?: RecordView;
    columns?: readonly RecordColumn[];
    /** Those to be marked, each `partition:offset`. */
    made?: readonly string[];
  },
): Html {
  const marked = new Set(made);
  const room = lineRoom(records.length) - columns.length * COLUMN_BYTES / 2;
  return (
    <>
      <div class="record-heads" aria-hidden="true" hidden={records.length === 0}>
        <span class="position">Offset</span>
        <span>
          Time (<ZoneName />)
        </span>
        <span>Key</span>
        <span>Value</span>
      </div>
      <ol class={`records ${view}`} id={id}>
        {records.map((record) => (
          <RecordItem
            record={record}
            room={room}
            view={view}
            columns={columns}
            made={marked.has(`${record.partition}:${record.offset}`)}
          />
        ))}
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
export function RecordItem(
  { record, room = MOST, view = "compact", columns = [], made = false }: {
    record: KafkaRecord;
    room?: number;
    view?: RecordView;
    made?: boolean;
    columns?: readonly RecordColumn[];
  },
): Html {
  const { partition, offset, timestamp } = record;
  return (
    <li class={made ? "made" : undefined}>
      <details>
        <summary>
          <span class="position">
            <span class="muted">{partition}:</span>
            {formatCount(offset)}
            {made && <Badge tone="accent">new</Badge>}
          </span>
          <Time at={timestamp} />
          <span class="key">
            <Beginning of={preview(record.key, room / 3)} what="key" />
          </span>
          <span class="preview">
            {columns.map((column) => <Cell column={column} record={record} />)}
            <Beginning
              of={view === "compact"
                ? preview(record.value, Math.max(LEAST, room))
                : laidOut(record.value, view, Math.max(LEAST, room))}
              what="value"
            />
          </span>
        </summary>
        <p class="open">
          <a href={recordPath(record)} data-open>Open this record</a>
        </p>
      </details>
    </li>
  );
}

/** The beginning of a value that may take several lines: as it is, or laid out. */
function laidOut(value: Uint8Array | null, view: RecordView, room: number): Preview {
  // JSON is read as a whole to be laid out: that is for what is short.
  const isShort = value === null || value.length <= LAID_OUT;
  const shown = isShort ? value : value.subarray(0, room);
  const isText = value !== null && (!isShort || (view === "wrapped" && isUtf8(value)));
  const { kind, text, next } = valueWindow(shown, { room, form: isText ? "text" : "pretty" });
  const isAll = isShort && next === undefined;
  const isPlain = kind === "null" || kind === "empty" || kind === "binary";
  return { kind: isPlain ? kind : "text", text: isAll ? text : `${text}…` };
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

function Cell(
  { column: { label, text }, record }: { column: RecordColumn; record: KafkaRecord },
): Html {
  const found = text(record);
  const shown = found?.slice(0, affordable(found, COLUMN_BYTES - 20));
  return (
    <span class="column">
      <span class="muted">{label.slice(0, 40)}</span> {shown ?? "–"}
      {shown !== undefined && shown.length < found!.length && "…"}
    </span>
  );
}
