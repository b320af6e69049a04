import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../runtime/http/body.ts";
import { parseQuery } from "../runtime/http/browser/form_encoding.ts";
import { invalid, Problem, type ProblemKind } from "../runtime/http/problems/problem.ts";
import { isRequestType, V2 } from "./media_types.ts";

/**
 * The JSON of a request's body, as a schema reads it; an empty body is `{}`.
 *
 * @param wrong the kind of problem that fields have that the schema does not take.
 * @throws {Problem} 400 if it is not JSON, 415 if it says that it is something else, 422 if it is wrong.
 */
export async function readRequest<S extends z.ZodType>(
  c: Context,
  schema: S,
  wrong: ProblemKind = "invalid",
): Promise<z.output<S>> {
  const text = await readBody(c.req.raw);
  return checked(schema, text.trim() === "" ? {} : parse(c, text), wrong);
}

/** The parameters of a query, as a schema reads them. @throws {Problem} 422 if it does not take them. */
export function readQuery<S extends z.ZodType>(c: Context, schema: S): z.output<S> {
  const query = parseQuery(c.req.raw.url);
  for (const name of query.keys()) {
    if (query.getAll(name).length === 1) continue;
    const fields = [{ field: name, detail: "is given more than once" }];
    throw new Problem("invalid", `Cannot take ${name} more than once`, { fields });
  }
  return checked(schema, Object.fromEntries(query), "invalid");
}

function parse(c: Context, text: string): unknown {
  const type = c.req.header("content-type")?.split(";", 1)[0].trim().toLowerCase() ?? "";
  if (!isRequestType(type)) {
    const detail = `Cannot read content type ${JSON.stringify(type)}: use ${V2}`;
    throw new Problem("mediaType", detail, { headers: { "accept-post": V2 } });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
}

function checked<S extends z.ZodType>(schema: S, given: unknown, wrong: ProblemKind): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const { message, fields } = invalid(result.error);
  throw new Problem(wrong, message, { fields });
}
