/**
 * Changing a setting of a topic or a broker: the form, and what it does.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import {
  allowedValues,
  configMeaning,
  parseConfigValue,
} from "../../../kafka/admin/topics/config_text.ts";
import type { ConfigEntry, ConfigResource } from "../../../kafka/admin/topics/configs.ts";
import { Field, FoldedForm, Form } from "../web/forms/field.tsx";
import type { FormState } from "../web/forms/form.ts";
import { text } from "../web/forms/form_fields.ts";
import type { Html } from "../web/html.ts";

/** The id of the form. */
export const CHANGE_SETTING = "change-config";

/** The fields of the form. */
export const changeSettingFields = z.object({ name: text, value: z.string().optional() });

interface ChangeSettingFormProps {
  action: string;
  entries: readonly ConfigEntry[];
  /** The setting that is chosen at first. */
  chosen?: string;
  /** The setting that somebody wants to change: the form is open, with its value. */
  edit?: string;
  state?: FormState;
}

/** The form that changes one of these settings. */
export function ChangeSettingForm(props: ChangeSettingFormProps): Html {
  const { action, entries, chosen, state } = props;
  const edited = entries.find(({ name, readOnly }) => name === props.edit && !readOnly);
  if (edited !== undefined) return <EditForm action={action} entry={edited} state={state} />;
  const field = { form: CHANGE_SETTING, state };
  return (
    <FoldedForm
      title="Change a setting…"
      id={CHANGE_SETTING}
      action={action}
      submit="Change setting"
      state={state}
    >
      <div class="fields">
        <Field
          {...field}
          name="name"
          label="Setting"
          required
          options={entries.filter(({ readOnly }) => !readOnly).map(({ name }) => [name, name])}
          value={chosen}
        />
        <Field
          {...field}
          name="value"
          label="Value"
          hint="such as 7d, 1 GiB, no limit; empty: back to the default"
        />
      </div>
    </FoldedForm>
  );
}

interface EditFormProps {
  action: string;
  entry: ConfigEntry;
  state?: FormState;
}

/** The form that changes one setting: with its value, what it means, and what there is to choose from. */
function EditForm({ action, entry, state }: EditFormProps): Html {
  const { name, value, sensitive, type, default: fallback, doc } = entry;
  const given = sensitive ? "" : value ?? "";
  const allowed = allowedValues(name, type);
  const meaning = fallback === null ? undefined : configMeaning(name, fallback);
  const hint = fallback === null
    ? "empty: back to the default"
    : `empty: back to the default, ${fallback}${meaning ? ` (${meaning})` : ""}`;
  return (
    <section class="panel">
      <h2>
        <code>{name}</code>
      </h2>
      {doc && <p class="muted">{withoutMarkup(doc)}</p>}
      <Form id={CHANGE_SETTING} action={action} submit="Change setting" state={state}>
        <input type="hidden" name="name" value={name} />
        <div class="fields">
          <Field
            form={CHANGE_SETTING}
            state={state}
            name="value"
            label="Value"
            value={allowed ? given : configMeaning(name, given) ?? given}
            hint={hint}
            options={allowed && [
              ["", "the default"],
              ...[...new Set([...allowed, given])].filter(Boolean).map((one) =>
                [one, one] as const
              ),
            ]}
          />
        </div>
      </Form>
    </section>
  );
}

/** Kafka's words about a setting, which have tags of HTML in them. */
function withoutMarkup(doc: string): string {
  return doc.replaceAll(/<[^>]*>/g, "");
}

/** Changes a setting, or sets it back where there is no value, and says so; but not what is secret. */
export async function changeSetting(
  cluster: Pick<ClusterClient, "alterConfig" | "topic" | "broker">,
  resource: ConfigResource,
  { name, value: given }: z.output<typeof changeSettingFields>,
): Promise<string> {
  const value = given === undefined ? undefined : parseConfigValue(name, given);
  const isSecret = await mayBeSecret(cluster, resource, name);
  await cluster.alterConfig(
    resource,
    value === undefined ? { reset: [name] } : { set: { [name]: value } },
  );
  if (value === undefined) return `${name} is back at its default`;
  return isSecret ? `${name} is changed` : `${name} is ${value} now`;
}

/** What may be shown again of a change that was refused. */
export async function shownChange(
  cluster: Pick<ClusterClient, "topic" | "broker">,
  resource: ConfigResource,
  values: Record<string, string>,
): Promise<Record<string, string>> {
  const { value: _, ...rest } = values;
  return await mayBeSecret(cluster, resource, values.name ?? "") ? rest : values;
}

/** Whether a setting is sensitive, or is not known. */
async function mayBeSecret(
  cluster: Pick<ClusterClient, "topic" | "broker">,
  resource: ConfigResource,
  name: string,
): Promise<boolean> {
  try {
    const { config } = "topic" in resource
      ? await cluster.topic(resource.topic)
      : await cluster.broker(resource.broker);
    return config.find((entry) => entry.name === name)?.sensitive ?? true;
  } catch {
    return true;
  }
}
