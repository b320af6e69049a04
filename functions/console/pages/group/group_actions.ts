/**
 * Actions on consumer groups.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { count } from "../../web/format.ts";
import { path } from "../../web/html.ts";
import type { Console } from "../console.ts";
import { addAction } from "../../web/action_route.ts";
import type { Page } from "../../web/page_route.tsx";
import { resetTarget } from "../reset/reset_page.tsx";
import { confirmed } from "../../web/form_fields.ts";

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
