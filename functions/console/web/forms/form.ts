/**
 * Forms as browsers send them: how they are read, and how a form is shown again with its faults.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { readBody } from "../../../runtime/http/body.ts";
import { parseForm } from "../../../runtime/http/browser/form_encoding.ts";
import { asProblem } from "../../../runtime/http/problems/kafka_problem.ts";
import { invalid, Problem } from "../../../runtime/http/problems/problem.ts";

/** A form that comes back: what stood in it, and what is wrong, or what it made. */
export interface FormState {
  /** Which of the page's forms it is. */
  id: string;
  values: Record<string, string>;
  /** By field. */
  faults: Record<string, string>;
  /** The problem in one sentence; empty where there is none, and the form is to be filled in again. */
  message: string;
  /** What it made when it was sent, for its page to mark. */
  made?: readonly string[];
}

/**
 * The fields of a form. Empty ones are left out: a field that nobody filled in has no value. White
 * space stays, as it can belong to a record.
 *
 * @throws {Problem} 415 if it is no form, 400 if it is not UTF-8.
 */
export async function readForm(c: Context): Promise<Record<string, string>> {
  const type = c.req.header("content-type")?.split(";", 1)[0].trim().toLowerCase();
  const text = await readBody(c.req.raw);
  if (type !== "application/x-www-form-urlencoded" && text !== "") {
    throw new Problem(
      "mediaType",
      `Cannot read ${type ?? "a body without a type"}: send application/x-www-form-urlencoded`,
      { headers: { "accept-post": "application/x-www-form-urlencoded" } },
    );
  }
  const fields = [...parseForm(text)].map(([name, value]) =>
    // Browsers send line breaks as CRLF, whatever was typed.
    [name, value.replaceAll("\r\n", "\n")] as const
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== ""));
}

/**
 * The values of a form's fields.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function readFields<S extends z.ZodType>(
  fields: S,
  values: Record<string, string>,
): z.output<S> {
  const result = fields.safeParse(values);
  if (!result.success) throw invalid(result.error);
  return result.data;
}

/** The answer, or the problem that is shown in its place. */
export async function orProblem<T>(
  ask: () => Promise<T>,
): Promise<{ value: T; problem?: undefined } | { value?: undefined; problem: Problem }> {
  try {
    return { value: await ask() };
  } catch (error) {
    const problem = asProblem(error);
    if (problem === undefined) throw error;
    return { problem };
  }
}

/** How a form is shown again after a problem. */
export function formAfter(
  id: string,
  values: Record<string, string>,
  problem: Problem,
): FormState {
  const faults = Object.fromEntries(problem.fields.map(({ field, detail }) => [field, detail]));
  return { id, values, faults, message: problem.message };
}

/** The fields of a query that were filled in: browsers send the empty ones too. */
export function filledIn(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([, value]) => value !== ""));
}
