/**
 * Which of a topic's records a query asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Browsed, BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { asProblem } from "../../../runtime/http/kafka_problem.ts";
import { invalid, type Problem } from "../../../runtime/http/problem.ts";
import { start } from "../../components/kafka_fields.ts";
import { filledIn } from "../../web/form.ts";
import { wholeNumber } from "../../web/form_fields.ts";
import type { Console } from "../console.ts";

const MAX_RECORDS = 500;

const optional = z.string().optional();

const browseFields = z.object({
  partition: wholeNumber(0).optional(),
  limit: wholeNumber(1, MAX_RECORDS).default(50),
  key: optional,
  value: optional,
  header: optional,
});

/**
 * What a query wants to see.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function browseQuery(query: URLSearchParams): BrowseQuery {
  const values = filledIn(query);
  const [where, rest] = [start.safeParse(values), browseFields.safeParse(values)];
  if (!where.success) throw invalid(where.error);
  if (!rest.success) throw invalid(rest.error);
  const { partition, limit, ...filter } = rest.data;
  return { from: where.data, partition, limit, filter };
}

/** The records that a query wants to see, or why it cannot be taken. */
export async function browse(
  { cluster }: Console,
  topic: string,
  query: URLSearchParams,
): Promise<{ browsed?: Browsed; problem?: Problem }> {
  try {
    return { browsed: await cluster.browse(topic, browseQuery(query)) };
  } catch (error) {
    const problem = asProblem(error);
    if (problem === undefined) throw error;
    return { problem };
  }
}
