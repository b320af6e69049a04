/**
 * The settings of a topic or a broker.
 *
 * @module
 */
import { configMeaning } from "../../../kafka/admin/topics/config_text.ts";
import { CHANGE_SETTING } from "./change_setting.tsx";
import type { ConfigEntry, ConfigSource } from "../../../kafka/admin/topics/configs.ts";
import type { Html } from "../web/html.ts";
import { Badge } from "../web/text/marks.tsx";
import { type Column, Table } from "../web/table.tsx";

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

const COLUMNS: readonly Column<ConfigEntry>[] = [
  { label: "Setting", cell: ({ name }) => <code>{name}</code> },
  { label: "Value", cell: (entry) => <Value name={entry.name} text={valueText(entry)} /> },
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
  { label: "Change", cell: (entry) => entry.readOnly ? "" : <EditLink {...entry} /> },
];

/** A value as Kafka has it, and what it means. */
function Value({ name, text }: { name: string; text: string }): Html {
  const meaning = configMeaning(name, text);
  return (
    <>
      <code class="value">{text}</code>
      {meaning && <span class="muted">{meaning}</span>}
    </>
  );
}

/** The way to the form with this setting's value in it. */
function EditLink({ name }: ConfigEntry): Html {
  const query = new URLSearchParams({ edit: name });
  return <a href={`?${query}#${CHANGE_SETTING}`} aria-label={`Change ${name}`}>Change…</a>;
}

/** A table of settings. Those that somebody set come first. */
export function Settings({ entries, of }: { entries: readonly ConfigEntry[]; of: string }): Html {
  const rows = entries.toSorted((a, b) => Number(isSet(b)) - Number(isSet(a)));
  return (
    <Table
      caption={`Settings of ${of}`}
      columns={COLUMNS}
      rows={rows}
      empty="No setting matches the filter."
    />
  );
}
