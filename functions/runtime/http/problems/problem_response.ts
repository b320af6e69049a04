import { z } from "@hono/zod-openapi";

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("What was found, and what to change"),
  error_code: z.number().int().describe("Confluent REST Proxy's code"),
  message: z.string().describe("The same as detail, for REST Proxy's clients"),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
}).openapi("Problem");

/** The OpenAPI description of a response that is a problem. */
export function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}
