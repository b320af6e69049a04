/**
 * The settings of a topic or a broker.
 *
 * @module
 */
import { configMeaning } from "../../../kafka/admin/topics/config_text.ts";
import type { ConfigEntry, ConfigSource } from "../../../kafka/admin/topics/configs.ts";
import type { FormState } from "../web/forms/form.ts";
import { type Html, withQuery } from "../web/html.ts";
import { Badge } from "../web/text/marks.tsx";
import { type Column, Table } from "../web/table.tsx";
import { CHANGE_SETTING, settingId } from "./change_setting.ts";
import { SettingForm } from "./setting_form.tsx";

/** Sources that somebody set on purpose. */
const SET: readonly ConfigSource[] = ["topic", "broker", "cluster", "static"];

/** Whether a setting is other than Kafka's own default. */
export function isSet({ source }: ConfigEntry): boolean {
  return SET.includes(source);
}

/** The text of a setting's value, as far as it may be seen. */
export function valueText({ value, sensitive }: ConfigEntry): string {
  return sensitive ? "(hidden)" : value ?? "";
}

/** What the table shows, and how its rows are edited. */
interface SettingsProps {
  entries: readonly ConfigEntry[];
  /** What they are the settings of. */
  of: string;
  /** Where the form in a row is sent. */
  action: string;
  /** Of the page: `edit` says in which row the form stands. */
  query: URLSearchParams;
  state?: FormState;
}

/** The setting in whose row the form stands: it is wanted, or comes back. */
export function editedSetting(query: URLSearchParams, state?: FormState): string | undefined {
  return state?.id === CHANGE_SETTING ? state.values.name : query.get("edit") ?? undefined;
}

function columns({ action, query, state }: SettingsProps): Column<ConfigEntry>[] {
  const edited = editedSetting(query, state);
  const isEdited = ({ name, readOnly }: ConfigEntry) => name === edited && !readOnly;
  return [
    { label: "Setting", cell: ({ name }) => <code id={settingId(name)}>{name}</code> },
    {
      label: "Value",
      cell: (entry) =>
        isEdited(entry)
          ? <SettingForm {...{ entry, action, query, state }} />
          : <Value name={entry.name} text={valueText(entry)} />,
    },
    {
      label: "Set by",
      cell: (entry) => (
        <>
          <Badge tone={isSet(entry) ? "accent" : "plain"}>{entry.source}</Badge>
          {entry.readOnly && <span class="muted">fixed at start</span>}
        </>
      ),
    },
    {
      label: "Default",
      cell: ({ name, default: fallback }) =>
        fallback === null ? "" : <Value name={name} text={fallback} />,
    },
    {
      label: "Change",
      cell: (entry) =>
        entry.readOnly || isEdited(entry) ? "" : <EditLink name={entry.name} query={query} />,
    },
  ];
}

/** A value as Kafka has it, and what it means. */
function Value({ name, text }: { name: string; text: string }): Html {
  const meaning = configMeaning(name, text);
  return (
    <>
      <code class="value">{text}</code>
      {meaning && <span class="muted">{` ${meaning}`}</span>}
    </>
  );
}

/** Has the form stand in a row. */
function EditLink({ name, query }: { name: string; query: URLSearchParams }): Html {
  const href = `${withQuery(query, { edit: name })}#${settingId(name)}`;
  return <a href={href} aria-label={`Change ${name}`} data-in-place>Change…</a>;
}

/** A table of settings, each of which is changed in its row. Those that somebody set come first. */
export function Settings(props: SettingsProps): Html {
  return (
    <Table
      caption={`Settings of ${props.of}`}
      columns={columns(props)}
      rows={props.entries.toSorted((a, b) => Number(isSet(b)) - Number(isSet(a)))}
      empty="No setting matches the filter."
    />
  );
}
