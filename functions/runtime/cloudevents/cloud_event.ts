/**
 * CloudEvents 1.0: what an event says of itself, and how it stands in HTTP and in Kafka.
 *
 * @see {@link https://github.com/cloudevents/spec/tree/v1.0.2/cloudevents}
 * @module
 */

/** The attributes of an event, with its extensions; its data stands elsewhere. */
export interface CloudEventAttributes {
  specversion: string;
  id: string;
  source: string;
  type: string;
  [extension: string]: unknown;
}

/** The content types of the structured and the batched mode. */
export const STRUCTURED_TYPE = "application/cloudevents+json";
export const BATCH_TYPE = "application/cloudevents-batch+json";

const REQUIRED = ["specversion", "id", "source", "type"] as const;

/** The members of an event's JSON that are no attributes. */
const DATA = new Set(["data", "data_base64"]);

/** The media type of a content type: without its parameters, and in lower case. */
export function mediaType(contentType: string | null | undefined): string {
  return contentType?.split(";", 1)[0].trim().toLowerCase() ?? "";
}

/** The attributes of an event in JSON, or what is wrong with it. */
export function attributesOf(event: unknown): CloudEventAttributes | string {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    return "must be an object";
  }
  const attributes = Object.fromEntries(
    Object.entries(event).filter(([name, value]) => !DATA.has(name) && value !== null),
  );
  return faultOf(attributes) ?? attributes as CloudEventAttributes;
}

/** What keeps these from being an event's attributes. */
export function faultOf(attributes: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of REQUIRED) {
    const value = attributes[name];
    if (typeof value !== "string" || value === "") return `must have ${name}, which is text`;
  }
  const { specversion } = attributes;
  return specversion === "1.0"
    ? undefined
    : `must be of specversion 1.0, and is of ${JSON.stringify(specversion)}`;
}
