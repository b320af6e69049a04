/**
 * Creating a topic.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { topicName } from "../../components/kafka_fields.ts";
import type { Action } from "../../web/action_route.ts";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { settings, wholeNumber } from "../../web/forms/form_fields.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";

const FORM = "create-topic";

const fields = z.object({
  name: topicName,
  partitions: wholeNumber(1, 100_000).optional(),
  replicationFactor: wholeNumber(1, 32_767).optional(),
  config: settings,
});

/** The form that creates a topic. */
export function CreateTopicForm({ state }: { state?: FormState }): Html {
  const field = { form: FORM, state };
  return (
    <FoldedForm
      title="Create a topic…"
      id={FORM}
      action="/topics"
      submit="Create topic"
      state={state}
    >
      <div class="fields">
        <Field {...field} name="name" label="Name" required />
        <Field {...field} name="partitions" label="Partitions" hint="empty: as brokers say" />
        <Field
          {...field}
          name="replicationFactor"
          label="Replication factor"
          hint="empty: as brokers say"
        />
        <Field
          {...field}
          name="config"
          label="Settings"
          rows={3}
          placeholder="cleanup.policy=compact"
          hint="name=value, one a line"
        />
      </div>
    </FoldedForm>
  );
}

/** Creates a topic. */
export function createTopic({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics",
    form: FORM,
    fields,
    async act(topic) {
      await cluster.createTopic(topic);
      return { message: `Topic ${topic.name} is created`, to: path("topics", topic.name) };
    },
    page,
    at: () => "/topics",
  };
}
