/**
 * What a reset of offsets is asked for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { ResetStart, ResetTarget } from "../../../../kafka/admin/groups/reset_offsets.ts";
import { start, topicName } from "../../components/kafka_fields.ts";
import { inZone } from "../../web/clock/zoned_time.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { readFields } from "../../web/forms/form.ts";

const scope = z.object({ topic: topicName.optional(), partition: wholeNumber(0).optional() });

const shift = z.object({
  shift: z.string({ error: "must be given, such as +100 or -100" }).trim()
    .regex(/^[+-]?\d{1,15}$/, "must be a whole number, such as +100 or -100").transform(Number),
});

const likeGroup = z.object({ group: z.string({ error: "must be the name of a group" }) });

function resetStart(values: Record<string, string>): ResetStart {
  if (values.from === "shift") return readFields(shift, values);
  return values.from === "group" ? readFields(likeGroup, values) : readFields(start, values);
}

/**
 * The target that a form asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function resetTarget(given: Record<string, string>): ResetTarget {
  const values = inZone(given);
  const to = resetStart(values);
  const { partition, ...rest } = readFields(scope, values);
  return { ...rest, ...(partition !== undefined && { partitions: [partition] }), to };
}
