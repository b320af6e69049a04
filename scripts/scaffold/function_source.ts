/**
 * The first code that a user sees: `function.ts` as `deno task new` writes it.
 *
 * @module
 */
import { hasSchema, listed, type NewFunction } from "./new_function.ts";

/** The text of `function.ts`. `deno fmt` breaks lines that names make too long. */
export function functionSource(wanted: NewFunction): string {
  const parts = [
    head(wanted),
    trigger(wanted),
    wanted.output && `  output: { topic: ${quoted(wanted.output)} },`,
    each(wanted),
    routes(wanted),
    schedule(wanted),
  ];
  return `${imports(wanted)}\n${schema(wanted)}export default defineFunction({
${parts.filter(Boolean).join("\n")}
});
`;
}

function imports(wanted: NewFunction): string {
  const zod = hasSchema(wanted) ? `import { z } from "zod";\n` : "";
  return `import { defineFunction } from "@instigator/functions";\n${zod}`;
}

function schema(wanted: NewFunction): string {
  const { topics } = wanted;
  if (!hasSchema(wanted)) return "";
  const what = topics.length > 0
    ? `The value of a record of ${
      listed(topics)
    }, as JSON. One that differs goes to the dead letters.`
    : "What is posted, as JSON.";
  return `/** ${what} */
const input = z.object({
  id: z.string(),
  price: z.number(),
  amount: z.int().positive(),
});

`;
}

function head({ port }: NewFunction): string {
  return `  port: ${port},`;
}

function trigger({ topics }: NewFunction): string {
  if (topics.length === 0) return "";
  const names = topics.map(quoted).join(", ");
  return `  trigger: { topics: [${names}], from: "earliest" },\n  input,`;
}

function each({ topics, output }: NewFunction): string {
  if (topics.length === 0) return "";
  if (output === undefined) {
    return `
  each({ value }, { log }) {
    log.info("An order", { id: value.id, total: value.price * value.amount });
  },`;
  }
  return `
  each({ key, value }) {
    return { key, value: { id: value.id, total: value.price * value.amount } };
  },`;
}

function routes({ name, http, output }: NewFunction): string {
  if (!http) return "";
  if (output === undefined) {
    return `
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname !== "/hello") return new Response("There is nothing here", { status: 404 });
    return Response.json({ message: "Hello from ${name}" });
  },`;
  }
  return `
  async fetch(request, { produce }) {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || pathname !== "/${output}") {
      return new Response("POST to /${output}", { status: 404 });
    }
    const { data, error } = input.safeParse(await request.json().catch(() => undefined));
    if (error) return Response.json({ message: z.prettifyError(error) }, { status: 422 });
    return Response.json(await produce({ key: data.id, value: data }), { status: 201 });
  },`;
}

function schedule({ schedule, output }: NewFunction): string {
  if (schedule === undefined) return "";
  const run = output === undefined
    ? `  run({ log }) {
    log.info("It is time");
  },`
    : `  run() {
    return { key: "schedule", value: { at: new Date().toISOString() } };
  },`;
  return `\n  schedule: ${quoted(schedule)},\n${run}`;
}

/** As a string literal. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
