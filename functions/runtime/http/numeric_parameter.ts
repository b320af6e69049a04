import { z } from "@hono/zod-openapi";

/** A number as a parameter: in a query it stands as text, and nothing at all is no number. */
export function numeric(rule: z.ZodNumber) {
  return z.preprocess(
    (value) => typeof value === "string" && value.trim() !== "" ? Number(value) : value,
    rule,
  );
}
