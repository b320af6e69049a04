/**
 * What a reset of offsets is asked for, and what it would do.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { ResetPlan, ResetTarget } from "../../../../kafka/admin/reset_offsets.ts";
import { asProblem } from "../../../runtime/http/kafka_problem.ts";
import { invalid, type Problem } from "../../../runtime/http/problem.ts";
import { start, topicName } from "../../components/kafka_fields.ts";
import { wholeNumber } from "../../web/form_fields.ts";
import type { Console } from "../console.ts";

const scope = z.object({ topic: topicName.optional(), partition: wholeNumber(0).optional() });

/**
 * The target that a form asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function resetTarget(values: Record<string, string>): ResetTarget {
  const [where, what] = [start.safeParse(values), scope.safeParse(values)];
  if (!where.success) throw invalid(where.error);
  if (!what.success) throw invalid(what.error);
  return { ...what.data, to: where.data };
}

/** What the reset would do, or why it cannot be done; nothing before it was asked for. */
export async function previewReset(
  { cluster }: Console,
  group: string,
  values: Record<string, string>,
): Promise<{ plan?: ResetPlan; problem?: Problem }> {
  if (values.from === undefined) return {};
  try {
    return { plan: await cluster.previewReset(group, resetTarget(values)) };
  } catch (error) {
    const problem = asProblem(error);
    if (problem === undefined) throw error;
    return { problem };
  }
}
