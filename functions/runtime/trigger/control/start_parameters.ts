/**
 * The parameters that a trigger's routes take.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { isPrintableName, isTopicName } from "../../../../kafka/names.ts";
import { parseStart } from "../../../../kafka/reader/start.ts";

const TOPIC = { error: "must be a topic's name: letters, digits, . _ -" };

/** The name of a topic. */
export const topicName = z.string(TOPIC).refine(isTopicName, TOPIC);

const TOPICS = { error: "must be topics, parted by commas, or an array of them" };

const topics = z.union([z.string(), z.array(z.string())], TOPICS)
  .transform((given) => [given].flat().flatMap((text) => text.split(",")))
  .transform((names) => [...new Set(names.map((name) => name.trim()))])
  .pipe(z.array(topicName).min(1, TOPICS));

const TIME =
  "must be latest, earliest, or a time: ISO 8601, ms since the Unix epoch, or how long ago, such as 10m";

const from = z.union([z.string(), z.number()], { error: TIME }).transform((given, context) => {
  const start = parseStart(`${given}`);
  if (typeof start === "string") return start;
  if (start !== undefined && start.time <= Date.now()) return new Date(start.time).toISOString();
  context.addIssue(start === undefined ? TIME : "must not be in the future; use latest");
  return z.NEVER;
});

/** What a trigger consumes unless it is told otherwise. */
export interface TriggerDefaults {
  topics: readonly string[];
  group: string;
  /** Whether it consumes nothing else. */
  isFixed?: boolean;
}

/** The parameters of the route that starts a trigger. */
export function startSchema({ topics: defaultTopics, group, isFixed = false }: TriggerDefaults) {
  const fixed = { error: "is said by the function's definition: leave it out" };
  const isDefault = (names: readonly string[]) => `${names}` === `${defaultTopics}`;
  const shape = {
    topics: topics.refine((names) => !isFixed || isDefault(names), fixed).default([
      ...defaultTopics,
    ]).openapi({
      type: "string",
      description: "Topics, parted by commas; in JSON also an array of them",
      example: "sampleOne,sampleTwo",
    }),
    group: z.string({ error: "must be text" }).min(1, { error: "must not be empty" })
      .max(255, { error: "must be at most 255 characters" })
      .refine(isPrintableName, { error: "must have no control characters" })
      .refine((name) => !isFixed || name === group, fixed)
      .default(group)
      .openapi({ description: "The consumer group" }),
    from: from.optional().openapi({
      type: "string",
      description:
        "Where the group begins: latest, earliest, or with the first record since a time, " +
        "as ISO 8601, ms since the Unix epoch, or how long ago (10m). Without it the group goes on where it was, and " +
        "begins with topics that are new to it where the function's definition says: at their end, unless it says otherwise",
      example: "earliest",
    }),
    wait: z.literal("assigned", { error: "must be assigned, or left out" }).optional().openapi({
      description: "Answer when this replica has been assigned its partitions",
    }),
  };
  return z.strictObject(shape, unknownParameter(shape));
}

/** What the route that starts a trigger is asked to do. */
export type StartParameters = z.infer<ReturnType<typeof startSchema>>;

/** The parameters of routes that take none. */
export const noParameters = z.strictObject({}, { error: "is unknown; this route takes none" });

/** The fault of a parameter that is none of these. */
export function unknownParameter(shape: object) {
  const error = `is unknown; known are ${Object.keys(shape).join(", ")}`;
  return {
    error: ({ code }: { code: string }) => code === "unrecognized_keys" ? error : undefined,
  };
}
