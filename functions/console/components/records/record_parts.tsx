/**
 * What is in a record: its key, its headers and its value, as much as a page has room for.
 *
 * @module
 */
import type { Header, KafkaRecord } from "../../../../kafka/record/record.ts";
import type { SchemaView, SchemaViews } from "../../sources/record_schemas.ts";
import { count, formatBytes } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { recordFields } from "./record_fields.ts";
import { recordPath } from "./record_path.ts";
import { jsonTokens } from "./record_text.ts";
import { type ValueForm, type ValueWindow, valueWindow } from "./value_window.ts";

/** Bytes of HTML of a key, of a value, and of all headers with their names. */
const KEY_ROOM = 30_000;
const VALUE_ROOM = 100_000;
const HEADERS_ROOM = 60_000;

/** And of what a schema makes of a key or a value. */
const SCHEMA_ROOM = 50_000;

/** How many headers are shown, and how much of each, in bytes of HTML. */
const HEADERS = 100;
const HEADER_ROOM = HEADERS_ROOM / HEADERS;

/** How the parts of a record are shown. */
export interface RecordPartsProps {
  record: KafkaRecord;
  form?: ValueForm;
  /** Where the value's window begins, in the units of its form. */
  from?: number;
  /** Whether it stands on the record's own page. */
  own?: boolean;
  /** What its key and value are by the schemas that they name. */
  schemas?: SchemaViews;
}

/** What is in a record. */
export function RecordParts(
  { record, form, from = 0, own, schemas = {} }: RecordPartsProps,
): Html {
  const { headers, key, value } = record;
  const shown = valueWindow(value, { form, from, room: VALUE_ROOM });
  return (
    <dl class="parts">
      <dt>Key</dt>
      <dd>
        <Whole of={valueWindow(key, { form, room: KEY_ROOM })} label="Key" />
      </dd>
      {schemas.key && <BySchema what="Key" view={schemas.key} />}
      {headers.length > 0 && <dt>Headers</dt>}
      {headers.length > 0 && (
        <dd>
          {headers.slice(0, HEADERS).map((header) => <HeaderLine header={header} />)}
          {headers.length > HEADERS && <i>and {count(headers.length - HEADERS, "header")} more</i>}
        </dd>
      )}
      <dt>Value{value && `, ${formatBytes(value.length)}`}</dt>
      <dd>
        <Whole of={shown} label="Value" />
        {(from > 0 || shown.next !== undefined) && (
          <Windows record={record} form={form} from={from} of={shown} own={own} />
        )}
      </dd>
      {schemas.value && <BySchema what="Value" view={schemas.value} />}
      <Fields record={record} />
    </dl>
  );
}

/** A key or a value as its schema reads it, and which schema that is. */
function BySchema({ what, view }: { what: string; view: SchemaView }): Html {
  const { id, versions, json, fault } = view;
  const bytes = json === undefined ? null : new TextEncoder().encode(json);
  return (
    <>
      <dt>
        {what} by <a href={`/schemas/${id}`}>schema {id}</a>
        {versions.map(({ subject, version }) => `, version ${version} of ${subject}`).join("")}
      </dt>
      <dd>
        {bytes
          ? (
            <Whole
              of={valueWindow(bytes, { form: "pretty", room: SCHEMA_ROOM })}
              label={`${what} by its schema`}
            />
          )
          : <i>{fault}</i>}
      </dd>
    </>
  );
}

/** The fields of a value, each to look for its like, or to be a column. */
function Fields({ record }: { record: KafkaRecord }): Html {
  const fields = recordFields(record);
  const page = path("topics", record.topic, "records");
  return (
    <>
      {fields.length > 0 && <dt>Fields</dt>}
      {fields.length > 0 && (
        <dd class="record-fields">
          {fields.map(({ name, condition }) => (
            <span>
              <a
                href={`${page}?${new URLSearchParams({ where: condition })}`}
                data-where={condition}
              >
                {condition}
              </a>{" "}
              <a
                href={`${page}?${new URLSearchParams({ column: name })}`}
                data-column={name}
                aria-label={`Column ${name}`}
              >
                column
              </a>
            </span>
          ))}
        </dd>
      )}
    </>
  );
}

interface WindowsProps extends RecordPartsProps {
  from: number;
  of: ValueWindow;
}

/** The way through a value that has no room on one page. */
function Windows({ record, form, from, of: { next, size, kind }, own }: WindowsProps): Html {
  const page = recordPath(record);
  const to = (at: number) =>
    `${page}?${new URLSearchParams({ ...(form && { form }), at: `${at}` })}#value`;
  const unit = kind === "json" ? "character" : "byte";
  return (
    <p class="windows" id="value">
      <span class="muted">
        {count(from + 1, unit)} to {count(next ?? size, unit)} of {count(size, unit)}
      </span>{" "}
      {from > 0 && <a href={to(0)}>From its beginning</a>}{" "}
      {next !== undefined && <a href={to(next)}>Next part</a>}{" "}
      {!own && <a href={page}>All of it</a>}
    </p>
  );
}

function HeaderLine({ header: [name, value] }: { header: Header }): Html {
  const { kind, text, next } = valueWindow(value, { form: "text", room: HEADER_ROOM / 2 });
  const isText = kind === "text" && !text.includes("\ufffd");
  const shown = isText || kind !== "text"
    ? text
    : valueWindow(value, { form: "hex", room: HEADER_ROOM / 2 }).text;
  const label = valueWindow(new TextEncoder().encode(name), {
    form: "text",
    room: HEADER_ROOM / 2,
  });
  return (
    <div>
      <code>{label.text}{label.next !== undefined && "…"}</code>:{" "}
      {kind === "null" || kind === "empty" ? <i>{kind}</i> : (
        <>
          {!isText && <i class="encoding">hexadecimal</i>}
          <code class="value">{shown}{next !== undefined && "…"}</code>
        </>
      )}
    </div>
  );
}

const ENCODINGS: Partial<Record<ValueWindow["kind"], string>> = {
  binary: "hexadecimal",
  base64: "base64",
};

/** A key or a value, as much of it as there is room for. */
export function Whole({ of: { kind, text }, label }: { of: ValueWindow; label: string }): Html {
  if (kind === "null" || kind === "empty") return <i>{kind}</i>;
  return (
    <>
      {ENCODINGS[kind] && <i class="encoding">{ENCODINGS[kind]}</i>}
      <pre class={kind} tabindex={0} role="group" aria-label={label}>
      {kind === "json"
        ? [...jsonTokens(text)].map(([token, part]) =>
          token === "plain" ? part : <span class={`json-${token}`}>{part}</span>
        )
        : text}
      </pre>
    </>
  );
}
