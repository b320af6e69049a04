/**
 * Actions on consumer groups.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { count } from "../components/format.ts";
import { path } from "../components/html.ts";
import type { Console } from "../console.ts";
import { addAction } from "../http/actions.ts";
import type { Page } from "../http/pages.tsx";
import { resetTarget } from "../pages/reset.tsx";
import { confirmed } from "./fields.ts";

/** Adds the actions on groups. */
export function addGroupActions(
  app: OpenAPIHono,
  parts: Console,
  pages: { group: Page; reset: Page },
): void {
  const { cluster } = parts;

  addAction(app, parts, {
    path: "/groups/:group/reset",
    form: "reset",
    fields: z.record(z.string(), z.string()),
    async act(values, param) {
      const group = param("group");
      const { steps } = await cluster.resetOffsets(group, resetTarget(values));
      const message = `Offsets of ${count(steps.length, "partition")} are reset`;
      return { message, to: path("groups", group) };
    },
    page: pages.reset,
    at: (param) => path("groups", param("group"), "reset"),
  });

  addAction(app, parts, {
    path: "/groups/:group/delete",
    form: "delete-group",
    fields: z.object({ confirm: z.string().optional() }),
    async act({ confirm }, param) {
      const group = param("group");
      confirmed(confirm, group);
      await cluster.deleteGroup(group);
      return { message: `Group ${group} is deleted`, to: "/groups" };
    },
    page: pages.group,
    at: (param) => path("groups", param("group")),
  });
}
