import { z } from "@hono/zod-openapi";
import type { Isolation } from "../../../kafka/reader/fetch_records.ts";
import { ALL_FORMATS } from "../media_types.ts";

/** How an instance consumes. */
export type InstanceConfig = Readonly<z.output<typeof instanceSchema>>;

const flag = z.union(
  [z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")],
  {
    error: "must be true or false",
  },
);

const MIN_BYTES = "must be a whole number of bytes from 1, or -1 to wait for the whole timeout";
const minBytes = z.coerce.number({ error: MIN_BYTES }).int({ error: MIN_BYTES })
  .refine((bytes) => bytes === -1 || (bytes >= 1 && bytes <= 10_000_000), { error: MIN_BYTES });

const WAIT = "must be a whole number of ms from 1 to 600000";
const waitMs = z.coerce.number({ error: WAIT }).int({ error: WAIT })
  .min(1, { error: WAIT }).max(600_000, { error: WAIT });

const NAME = "must be a name of 1 to 255 printable characters without a slash, and not . or ..";
const name = z.string({ error: NAME }).refine(isInstanceName, { error: NAME });

/** A name that stands in a path as it is. */
function isInstanceName(text: string): boolean {
  return /^[^\p{Cc}/]{1,255}$/u.test(text) && text !== "." && text !== "..";
}

/** The body that creates an instance: Confluent's fields, and those of Strimzi's bridge. */
export const createBody = z.strictObject({
  name: name.optional().openapi({ description: "Unique in the group; made up where it is absent" }),
  id: name.optional().openapi({ description: "An old word for name, before which it goes" }),
  format: z.string().toLowerCase().pipe(
    z.enum(ALL_FORMATS, { error: `must be ${ALL_FORMATS.join(", ")}` }),
  ).optional().openapi({ type: "string", enum: [...ALL_FORMATS], default: "binary" }),
  "auto.offset.reset": z.enum(["earliest", "latest"], { error: "must be earliest or latest" })
    .optional().openapi({ default: "latest" }),
  "auto.commit.enable": flag.optional().openapi({ type: "boolean", default: true }),
  "enable.auto.commit": flag.optional().openapi({
    type: "boolean",
    description: "The same, by the name of Kafka's and Strimzi's",
  }),
  "fetch.min.bytes": minBytes.optional().openapi({
    type: "integer",
    description: "How many bytes a request waits for; -1: for the whole timeout. Absent: until " +
      "there are some, and no more come",
  }),
  responseMinBytes: minBytes.optional().openapi({ type: "integer", description: "The same" }),
  "consumer.request.timeout.ms": waitMs.optional().openapi({
    type: "integer",
    description: "How long a request for records waits for some",
  }),
  requestWaitMs: waitMs.optional().openapi({ type: "integer", description: "The same" }),
  "isolation.level": z.enum(["read_committed", "read_uncommitted"], {
    error: "must be read_committed or read_uncommitted",
  }).optional().openapi({
    default: "read_committed",
    description: "Whether records of transactions that are open or were aborted are left out",
  }),
}, {
  error: ({ code }) => code === "unrecognized_keys" ? "is unknown" : undefined,
}).openapi("CreateInstance");

/** The same, as an instance has it. */
export const instanceSchema = createBody.transform((body) => ({
  name: body.id ?? body.name,
  format: body.format ?? "binary",
  reset: body["auto.offset.reset"] === "earliest" ? "start" as const : "end" as const,
  commitsItself: body["auto.commit.enable"] ?? body["enable.auto.commit"] ?? true,
  minBytes: body["fetch.min.bytes"] ?? body.responseMinBytes,
  waitMs: body["consumer.request.timeout.ms"] ?? body.requestWaitMs,
  isolation: (body["isolation.level"] ?? "read_committed") as Isolation,
}));
