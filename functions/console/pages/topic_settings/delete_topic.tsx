/**
 * Deleting a topic.
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
import type { Console } from "../console.ts";

const FORM = "delete-topic";

const fields = z.object({ confirm: z.string().optional() });

/** The form that deletes a topic. */
export function DeleteTopicForm({ topic, state }: { topic: string; state?: FormState }): Html {
  return (
    <FoldedForm
      title="Delete the topic…"
      id={FORM}
      action={path("topics", topic, "delete")}
      submit="Delete topic and its records"
      danger
      state={state}
    >
      <p>All records of {topic} will be gone, on every broker. Nothing brings them back.</p>
      <ConfirmField form={FORM} state={state} name={topic} />
    </FoldedForm>
  );
}

/** Deletes a topic. */
export function deleteTopic({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics/:topic/delete",
    form: FORM,
    fields,
    async act({ confirm }, param) {
      const topic = param("topic");
      confirmed(confirm, topic);
      await cluster.deleteTopic(topic);
      return { message: `Topic ${topic} is deleted`, to: "/topics" };
    },
    page,
    at: (param) => path("topics", param("topic"), "settings"),
  };
}
