/**
 * A topic's settings, and its end.
 *
 * @module
 */
import { Field, FoldedForm } from "../../web/field.tsx";
import { path } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import { Settings } from "../../components/settings_table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import { TopicFrame } from "../../components/topic_frame.tsx";

/** A topic's settings, with forms to change them and to delete the topic. */
export function topicSettingsPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { name, config } = await cluster.topic(param("topic"));
    const wanted = query.get("q")?.trim().toLowerCase() ?? "";
    const entries = config.filter((entry) => entry.name.includes(wanted));
    const live = { settings: <Settings entries={entries} of={name} /> };
    const change = { form: "change-config", state: form };
    const remove = { form: "delete-topic", state: form };
    return {
      title: `${name}: settings`,
      section: "topics",
      live,
      body: (
        <TopicFrame topic={name} tab="settings">
          <div class="commands">
            <FoldedForm
              title="Change a setting…"
              id={change.form}
              action={path("topics", name, "settings")}
              submit="Change setting"
              state={form}
            >
              <div class="fields">
                <Field
                  {...change}
                  name="name"
                  label="Setting"
                  required
                  options={config.filter(({ readOnly }) => !readOnly).map((
                    { name },
                  ) => [name, name])}
                  value={config.find(({ source }) => source === "topic")?.name}
                />
                <Field
                  {...change}
                  name="value"
                  label="Value"
                  hint="empty: back to the default"
                />
              </div>
            </FoldedForm>
            <FoldedForm
              title="Delete the topic…"
              id={remove.form}
              action={path("topics", name, "delete")}
              submit="Delete topic and its records"
              danger
              state={form}
            >
              <p>All records of {name} will be gone, on every broker. Nothing brings them back.</p>
              <Field
                {...remove}
                name="confirm"
                label={`Type ${name} to confirm`}
                required
              />
            </FoldedForm>
          </div>
          <Filter query={query} what="settings" />
          <Live id="settings">{live.settings}</Live>
        </TopicFrame>
      ),
    };
  };
}
