import { z } from "@hono/zod-openapi";
import type { Target } from "../../../../kafka/admin/groups/group_offsets.ts";

/** What a trigger is wanted to do, on every replica, as it is kept in the control topic. */
export const wantedSchema = z.object({
  state: z.enum(["started", "paused", "stopped"]),
  topics: z.array(z.string()).min(1),
  group: z.string(),
  /** Where the group was told to begin, as it was given. */
  from: z.string().optional(),
});

/** What a trigger is wanted to do. */
export type Wanted = z.infer<typeof wantedSchema>;

/** Whether both consume the same topics as the same group. */
export function isSameTarget(a: Target, b: Target): boolean {
  return a.group === b.group && a.topics.length === b.topics.length &&
    a.topics.every((topic) => b.topics.includes(topic));
}
