/**
 * Which of a topic's records a query asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { start } from "../../components/kafka_fields.ts";
import { filledIn, readFields } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";

const MAX_RECORDS = 200;

const optional = z.string().optional();

const browseFields = z.object({
  partition: wholeNumber(0).optional(),
  limit: wholeNumber(1, MAX_RECORDS).default(50),
  key: optional,
  value: optional,
  header: optional,
});

/**
 * The records that a query asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function browseQuery(query: URLSearchParams): BrowseQuery {
  const values = filledIn(query);
  const from = readFields(start, values);
  const { partition, limit, ...filter } = readFields(browseFields, values);
  return { from, partition, limit, filter };
}
