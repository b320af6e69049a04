import { allowedValues, configMeaning } from "../../../kafka/admin/topics/config_text.ts";
import type { ConfigEntry } from "../../../kafka/admin/topics/configs.ts";
import { Field, FormProblem } from "../web/forms/field.tsx";
import type { FormState } from "../web/forms/form.ts";
import { type Html, withQuery } from "../web/html.ts";
import { CHANGE_SETTING, settingId } from "./change_setting.ts";

interface SettingFormProps {
  entry: ConfigEntry;
  /** Where it is sent. */
  action: string;
  /** Of the page that it stands on. */
  query: URLSearchParams;
  state?: FormState;
}

/** The form that stands in a setting's row: with its value, what it means, and what there is to choose from. */
export function SettingForm({ entry, action, query, state }: SettingFormProps): Html {
  const { name, value, sensitive, type, default: fallback, doc } = entry;
  const given = sensitive ? "" : value ?? "";
  const allowed = allowedValues(name, type);
  const back = withQuery(query, { edit: undefined });
  return (
    <form id={CHANGE_SETTING} class="in-row" method="post" action={action} autocomplete="off">
      <FormProblem id={CHANGE_SETTING} state={state} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="view" value={state?.values.view ?? back.slice(1)} />
      <Field
        form={CHANGE_SETTING}
        state={state}
        name="value"
        label={`Value of ${name}`}
        value={allowed ? given : configMeaning(name, given) ?? given}
        hint={hintOf(name, fallback, allowed !== undefined)}
        options={allowed && [
          ["", "the default"],
          ...[...new Set([...allowed, given])].filter(Boolean).map((one) => [one, one] as const),
        ]}
      />
      <div class="submit">
        <button type="submit" class="primary">Change setting</button>
        <a class="button" href={`${back}#${settingId(name)}`} data-in-place>Cancel</a>
      </div>
      {doc && <p class="hint">{withoutMarkup(doc)}</p>}
    </form>
  );
}

function hintOf(name: string, fallback: string | null, isChosen: boolean): string {
  const meaning = fallback === null ? undefined : configMeaning(name, fallback);
  const shown = fallback === null ? undefined : meaning ? `${fallback} (${meaning})` : fallback;
  if (isChosen) return shown === undefined ? "" : `the default is ${shown}`;
  return `empty: back to the default${shown === undefined ? "" : `, ${shown}`}`;
}

/** Kafka's words about a setting, which have tags of HTML in them. */
function withoutMarkup(doc: string): string {
  return doc.replaceAll(/<[^>]*>/g, "");
}
