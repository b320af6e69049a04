/**
 * Emptying a topic.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { EmptiedPartition } from "../../../../kafka/admin/topics/empty_topic.ts";
import type { Action } from "../../web/action_route.ts";
import { confirmed, ConfirmField } from "../../web/forms/confirm.tsx";
import { FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";

const FORM = "empty-topic";

const fields = z.object({ confirm: z.string().optional() });

/** The form that empties a topic. */
export function EmptyTopicForm({ topic, state }: { topic: string; state?: FormState }): Html {
  return (
    <FoldedForm
      title="Empty the topic…"
      id={FORM}
      action={path("topics", topic, "empty")}
      submit="Delete all its records"
      danger
      state={state}
    >
      <p>
        All records that {topic}{" "}
        has now will be gone; the topic stays, with its settings, and the next records get the next
        offsets.
      </p>
      <ConfirmField form={FORM} state={state} name={topic} />
    </FoldedForm>
  );
}

/** Empties a topic. */
export function emptyTopic({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics/:topic/empty",
    form: FORM,
    fields,
    async act({ confirm }, param) {
      const topic = param("topic");
      confirmed(confirm, topic);
      const deleted = offsetsOf(await cluster.emptyTopic(topic));
      return {
        message: `Topic ${topic} is empty: ${count(deleted, "offset")} are gone`,
        to: path("topics", topic, "settings"),
      };
    },
    page,
    at: (param) => path("topics", param("topic"), "settings"),
  };
}

/** How many offsets were deleted. */
function offsetsOf(partitions: readonly EmptiedPartition[]): number {
  return partitions.reduce((sum, { from, to }) => sum + to - from, 0);
}
