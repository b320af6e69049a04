/**
 * A broker: its settings, its log directories, and the partitions that it leads and holds.
 *
 * @module
 */
import type { ConfigEntry } from "../../../../kafka/admin/topics/configs.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import {
  CHANGE_SETTING,
  changeSetting,
  changeSettingFields,
  settingPlace,
  shownChange,
} from "../../components/change_setting.ts";
import { editedSetting, isSet, Settings } from "../../components/settings_table.tsx";
import { addAction } from "../../web/action_route.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { BrokerFigures, LogDirTable } from "./broker_figures.tsx";
import { BrokerPartitions } from "./broker_partitions.tsx";

/** Adds a broker's page, and the form that changes its settings. */
export function addBroker(site: Site, console: Console): void {
  const page = brokerPage(console);
  addPage(site, "/brokers/:broker", page);
  addAction(site, {
    path: "/brokers/:broker/settings",
    form: CHANGE_SETTING,
    fields: changeSettingFields,
    async act(change, param) {
      const broker = Number(param("broker"));
      const message = await changeSetting(console.cluster, { broker }, change);
      return { message, to: settingPlace(path("brokers", broker), change) };
    },
    shown: (values, param) =>
      shownChange(console.cluster, { broker: Number(param("broker")) }, values),
    page,
    at: (param) => path("brokers", param("broker")),
  });
}

function brokerPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const id = param("broker");
    if (!/^\d{1,9}$/.test(id)) throw new Problem("noRoute", `Cannot find broker ${id}: no such id`);
    const broker = await cluster.broker(Number(id));
    const live = {
      summary: <BrokerFigures broker={broker} />,
      directories: <LogDirTable broker={broker} />,
      partitions: <BrokerPartitions broker={broker} query={query} />,
      settings: <BrokerSettings {...{ id, query }} config={broker.config} state={form} />,
    };
    return {
      title: `Broker ${id}`,
      section: "brokers",
      live,
      body: (
        <>
          <Crumbs links={[["/brokers", "Brokers"]]} />
          <h1>Broker {id}</h1>
          <Live id="summary">{live.summary}</Live>
          <section class="panel" aria-labelledby="directories-title">
            <h2 id="directories-title">Log directories</h2>
            <Live id="directories">{live.directories}</Live>
          </section>
          <section class="panel" aria-labelledby="partitions-title">
            <h2 id="partitions-title">Partitions led and held</h2>
            <Filter query={query} what="by topic" />
            <Live id="partitions">{live.partitions}</Live>
          </section>
          <section class="panel" aria-labelledby="settings-title">
            <h2 id="settings-title">Settings</h2>
            <Live id="settings">{live.settings}</Live>
          </section>
        </>
      ),
    };
  };
}

interface BrokerSettingsProps {
  id: string;
  config: readonly ConfigEntry[];
  query: URLSearchParams;
  state?: FormState;
}

/** The settings that somebody set, or all of them. */
function BrokerSettings({ id, config, query, state }: BrokerSettingsProps): Html {
  const showsAll = query.get("settings") === "all";
  const edited = editedSetting(query, state);
  return (
    <>
      <Settings
        entries={showsAll ? config : config.filter((one) => isSet(one) || one.name === edited)}
        of={`broker ${id}`}
        action={path("brokers", id, "settings")}
        {...{ query, state }}
      />
      <p>
        {showsAll
          ? <a href={withQuery(query, { settings: undefined })}>Only those that are set</a>
          : <a href={withQuery(query, { settings: "all" })}>All {config.length} settings</a>}
      </p>
    </>
  );
}
