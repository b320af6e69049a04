/**
 * Deleting a consumer group.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Action } from "../../web/action_route.ts";
import { confirmed, ConfirmField } from "../../web/forms/confirm.tsx";
import { FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";

const FORM = "delete-group";

const fields = z.object({ confirm: z.string().optional() });

/** The form that deletes a group. */
export function DeleteGroupForm({ group, state }: { group: string; state?: FormState }): Html {
  return (
    <FoldedForm
      title="Delete the group…"
      id={FORM}
      action={path("groups", group, "delete")}
      submit="Delete group and its offsets"
      danger
      state={state}
    >
      <p>Its committed offsets will be gone. Kafka refuses while it has members.</p>
      <ConfirmField form={FORM} state={state} name={group} />
    </FoldedForm>
  );
}

/** Deletes a group. */
export function deleteGroup({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/groups/:group/delete",
    form: FORM,
    fields,
    async act({ confirm }, param) {
      const group = param("group");
      confirmed(confirm, group);
      await cluster.deleteGroup(group);
      return { message: `Group ${nameText(group)} is deleted`, to: "/groups" };
    },
    page,
    at: (param) => path("groups", param("group")),
  };
}
