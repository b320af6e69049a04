/**
 * What a reset of offsets is asked for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { ResetTarget } from "../../../../kafka/admin/groups/reset_offsets.ts";
import { start, topicName } from "../../components/kafka_fields.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { readFields } from "../../web/forms/form.ts";

const scope = z.object({ topic: topicName.optional(), partition: wholeNumber(0).optional() });

/**
 * The target that a form asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function resetTarget(values: Record<string, string>): ResetTarget {
  const to = readFields(start, values);
  const { partition, ...rest } = readFields(scope, values);
  return { ...rest, ...(partition !== undefined && { partitions: [partition] }), to };
}
