/**
 * CloudEvents in HTTP requests: binary, in headers, structured, as the body, or a batch of those.
 *
 * @see {@link https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md}
 * @module
 */
import {
  attributesOf,
  BATCH_TYPE,
  type CloudEventAttributes,
  faultOf,
  mediaType,
  STRUCTURED_TYPE,
} from "./cloud_event.ts";

const PREFIX = "ce-";

/** How a request carries events; `undefined`: it carries none. */
export type EventMode = "binary" | "structured" | "batched";

/** How a request with these headers carries events. */
export function eventMode(headers: Headers): EventMode | undefined {
  const type = mediaType(headers.get("content-type"));
  if (type === STRUCTURED_TYPE) return "structured";
  if (type === BATCH_TYPE) return "batched";
  return headers.has(`${PREFIX}specversion`) ? "binary" : undefined;
}

/** The attributes in a request's headers, or what is wrong with them. */
export function binaryAttributes(headers: Headers): CloudEventAttributes | string {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of headers) {
    if (name.startsWith(PREFIX)) attributes[name.slice(PREFIX.length)] = decoded(value);
  }
  const contentType = headers.get("content-type");
  if (contentType !== null) attributes.datacontenttype = contentType;
  return faultOf(attributes) ?? attributes as CloudEventAttributes;
}

/** Text that is no ASCII is percent-encoded, and may stand in quotes (section 3.1.3.2). */
function decoded(value: string): string {
  const text = value.startsWith('"') && value.endsWith('"') && value.length > 1
    ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1")
    : value;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The attributes of each event in a body, or what is wrong with it. @param body as it was parsed. */
export function bodyAttributes(
  mode: "structured" | "batched",
  body: unknown,
): (CloudEventAttributes | string)[] {
  if (mode === "structured") return [attributesOf(body)];
  return Array.isArray(body) ? body.map(attributesOf) : ["must be a list of events"];
}
