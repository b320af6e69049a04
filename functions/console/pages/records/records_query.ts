/**
 * Which of a topic's records a query asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { BrowsePlace, BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { start } from "../../components/kafka_fields.ts";
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

const browseFields = z.object({
  partition: wholeNumber(0).optional(),
  limit: wholeNumber(1, MAX_RECORDS).default(50),
  at: place.optional(),
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
  const values = filledIn(query);
  const from = readFields(start, values);
  const { partition, limit, at, caseless, not, ...texts } = readFields(browseFields, values);
  const filter = { ...texts, caseless: caseless !== undefined, not: not !== undefined };
  return { from, partition, limit, filter, place: at, maxTime: LOOK };
}

/** A place as an address has it. */
export function placeText(place: BrowsePlace): string {
  return [...place].map(([partition, offset]) => `${partition}:${offset}`).join(",");
}
