/**
 * The media types of Confluent's REST Proxy v2, in requests and answers.
 *
 * @module
 */
import type { Context } from "hono";
import { Problem } from "../runtime/http/problems/problem.ts";

/** Of everything but records. */
export const V2 = "application/vnd.kafka.v2+json";

/** How keys and values stand in the JSON of records. */
export type EmbeddedFormat = "binary" | "json" | "text";

/** All of them. */
export const FORMATS = ["binary", "json", "text"] as const satisfies EmbeddedFormat[];

/** How keys and values stand there that are of schemas. */
export type SchemaFormat = "avro" | "jsonschema" | "protobuf";

/** Those that need a schema registry. */
const SCHEMA_FORMATS = ["avro", "jsonschema", "protobuf"] as const satisfies SchemaFormat[];

/** Any of them. */
export type RecordFormat = EmbeddedFormat | SchemaFormat;

/** All of them. */
export const ALL_FORMATS = [...FORMATS, ...SCHEMA_FORMATS] as const;

const EMBEDDED = /^application\/vnd\.kafka\.(\w+)\.v2\+json$/;

/** The media type of records of a format. */
export function recordsType(format: RecordFormat): string {
  return `application/vnd.kafka.${format}.v2+json`;
}

/** Answers with JSON, as v2's own type unless the client prefers plain JSON. */
export function answerJson(c: Context, body: unknown): Response {
  const [first] = accepted(c.req.header("accept"));
  const type = first === "application/json" ? first : V2;
  return c.body(JSON.stringify(body), 200, { "content-type": type });
}

/**
 * Whether an Accept takes records of a format.
 *
 * @throws {Problem} 406 where it wants others.
 */
export function checkAccept(accept: string | undefined, format: RecordFormat): void {
  const wanted = accepted(accept);
  const own = recordsType(format);
  const takes = (type: string) =>
    type === own || type === V2 || type === "application/json" || type === "*/*" ||
    type === "application/*";
  if (wanted.length === 0 || wanted.some(takes)) return;
  const other = wanted.find((type) => EMBEDDED.test(type));
  if (other !== undefined) {
    throw new Problem(
      "otherFormat",
      `Cannot answer with ${other}: the instance was created with the format ${format}`,
    );
  }
  throw new Problem("notAcceptable", `Cannot answer with ${wanted.join(", ")}: accept ${own}`);
}

/** The media types of an Accept, those that are wanted most first. */
function accepted(accept: string | undefined): string[] {
  if (accept === undefined) return [];
  return accept.split(",").map((part) => {
    const [type, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { type, q: q === undefined ? 1 : Number(q) };
  }).filter(({ type, q }) => type !== "" && q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ type }) => type);
}

/** Whether a request's body may be of this content type: of v2, in any format, or plain JSON. */
export function isRequestType(type: string): boolean {
  if (type === V2 || type === "application/json") return true;
  const format = EMBEDDED.exec(type)?.[1];
  return ALL_FORMATS.some((one) => one === format);
}
