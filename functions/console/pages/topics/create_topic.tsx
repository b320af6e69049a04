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
import { PRESET_NAMES, PRESETS } from "./topic_presets.ts";

/** The id of the form. */
export const CREATE_TOPIC = "create-topic";

const FORM = CREATE_TOPIC;

const fields = z.object({
  name: topicName,
  partitions: wholeNumber(1, 100_000).optional(),
  replicationFactor: wholeNumber(1, 32_767).optional(),
  preset: z.enum(PRESET_NAMES, { error: "must be one of these" }).optional(),
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
          name="preset"
          label="Made for"
          options={[
            ["", "as brokers say"],
            ...PRESETS.map(({ name, label }) => [name, label] as const),
          ]}
        />
        <Field
          {...field}
          name="config"
          label="Settings"
          rows={3}
          placeholder="cleanup.policy=compact"
          hint="name=value, one a line; they go before those of what it is made for"
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
    async act({ preset, config, ...topic }) {
      const { config: made = {} } = PRESETS.find(({ name }) => name === preset) ?? {};
      await cluster.createTopic({ ...topic, config: { ...made, ...config } });
      return { message: `Topic ${topic.name} is created`, to: path("topics", topic.name) };
    },
    page,
    at: () => "/topics",
  };
}
