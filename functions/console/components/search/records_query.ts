/**
 * Which of a topic's records a query asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { BrowsePlace, BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { inTurns } from "../../../../kafka/in_turns.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { parseExpression } from "../../../../kafka/record/matching/record_expression.ts";
import { RECORD_VIEWS, type RecordColumn, type RecordView } from "../records/record_list.tsx";
import { start } from "../kafka_fields.ts";
import { inZone } from "../../web/clock/zoned_time.ts";
import { filledIn, readFields } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";

const MAX_RECORDS = 200;

/** How long one look takes, in ms; a search goes on from where it has come. */
const LOOK = 800;

const optional = z.string().optional();

const PLACE = /^\d{1,9}:\d{1,16}(,\d{1,9}:\d{1,16})*$/;

/** Where a search goes on: `0:1234,1:987`, an offset of each partition. */
const place = z.string().regex(PLACE, { error: "must be partition:offset, parted by commas" })
  .transform((text) =>
    new Map(text.split(",").map((one) => one.split(":").map(Number) as [number, number]))
  );

/** A condition in CEL. */
const where = z.string().transform((text, context) => {
  try {
    return parseExpression(text);
  } catch (error) {
    context.addIssue(`is no condition: ${(error as Error).message}`);
    return z.NEVER;
  }
});

const browseFields = z.object({
  partition: wholeNumber(0).optional(),
  limit: wholeNumber(1, MAX_RECORDS).default(50),
  at: place.optional(),
  where: where.optional(),
  key: optional,
  value: optional,
  header: optional,
  caseless: optional,
  not: optional,
});

/**
 * The records that a query asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function browseQuery(query: URLSearchParams): BrowseQuery {
  const values = inZone(filledIn(query));
  const from = readFields(start, values);
  const { partition, limit, at, where, caseless, not, ...texts } = readFields(browseFields, values);
  const filter = { ...texts, caseless: caseless !== undefined, not: not !== undefined };
  return { from, partition, limit, filter, where, place: at, maxTime: LOOK };
}

/** Whether records are shown from the newest one on. */
export function isOlder(query: URLSearchParams): boolean {
  return (query.get("from") || "latest") === "latest";
}

/** A place as an address has it. */
export function placeText(place: BrowsePlace): string {
  return [...place].map(([partition, offset]) => `${partition}:${offset}`).join(",");
}

/** How the lines of records look. */
export function viewOf(query: URLSearchParams): RecordView {
  return RECORD_VIEWS.find((view) => view === query.get("view")) ?? "compact";
}

/** How many columns are shown besides. */
const MAX_COLUMNS = 5;

/** The columns that a query asks for: expressions that give something for each record. */
export function columnsOf(query: URLSearchParams): RecordColumn[] {
  const sources = [...new Set(query.getAll("column"))].filter(Boolean).slice(0, MAX_COLUMNS);
  return sources.flatMap((label) => {
    try {
      return [{ label, text: parseExpression(label).text }];
    } catch {
      // It stands in the address only, and shows nothing.
      return [];
    }
  });
}

/** The columns with their texts made, which takes its turns: others are answered between records. */
export async function readColumns(
  columns: readonly RecordColumn[],
  records: readonly KafkaRecord[],
): Promise<RecordColumn[]> {
  const texts = new Map<KafkaRecord, (string | undefined)[]>();
  if (columns.length > 0) {
    await inTurns(records, (record) => {
      texts.set(record, columns.map(({ text }) => text(record)?.slice(0, MAX_TEXT)));
    });
  }
  return columns.map(({ label }, index) => ({
    label,
    text: (record) => texts.get(record)?.[index],
  }));
}

/** How much of a column's text is kept, in characters. */
const MAX_TEXT = 200;
