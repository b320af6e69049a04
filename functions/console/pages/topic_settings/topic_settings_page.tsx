/**
 * A topic's settings, and its end.
 *
 * @module
 */
import {
  CHANGE_SETTING,
  changeSetting,
  changeSettingFields,
  settingPlace,
  shownChange,
} from "../../components/change_setting.ts";
import { editedSetting, Settings } from "../../components/settings_table.tsx";
import { TopicFrame } from "../../components/topic_frame.tsx";
import { addAction, type Param } from "../../web/action_route.ts";
import { path } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { deleteRecords, DeleteRecordsForm } from "./delete_records.tsx";
import { deleteTopic, DeleteTopicForm } from "./delete_topic.tsx";
import { emptyTopic, EmptyTopicForm } from "./empty_topic.tsx";

/** Adds the page of a topic's settings, with forms to change them and to delete the topic. */
export function addTopicSettings(site: Site, console: Console): void {
  const page = topicSettingsPage(console);
  const at = (param: Param) => path("topics", param("topic"), "settings");
  addPage(site, "/topics/:topic/settings", page);
  addAction(site, emptyTopic(console, page));
  addAction(site, deleteRecords(console, page));
  addAction(site, deleteTopic(console, page));
  addAction(site, {
    path: "/topics/:topic/settings",
    form: CHANGE_SETTING,
    fields: changeSettingFields,
    async act(change, param) {
      const message = await changeSetting(console.cluster, { topic: param("topic") }, change);
      return { message, to: settingPlace(at(param), change) };
    },
    shown: (values, param) => shownChange(console.cluster, { topic: param("topic") }, values),
    page,
    at,
  });
}

function topicSettingsPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { name, internal, config, partitions } = await cluster.topic(param("topic"));
    const wanted = query.get("q")?.trim().toLowerCase() ?? "";
    const edited = editedSetting(query, form);
    const entries = config.filter((one) => one.name.includes(wanted) || one.name === edited);
    const action = path("topics", name, "settings");
    const live = { settings: <Settings {...{ entries, action, query, state: form }} of={name} /> };
    return {
      title: `${name}: settings`,
      section: "topics",
      live,
      body: (
        <TopicFrame topic={name} tab="settings">
          <div class="commands">
            <a class="button" href={`/topics?${new URLSearchParams({ clone: name })}#create-topic`}>
              Clone the topic…
            </a>
            {!internal && (
              <>
                <DeleteRecordsForm topic={name} partitions={partitions} state={form} />
                <EmptyTopicForm topic={name} state={form} />
                <DeleteTopicForm topic={name} state={form} />
              </>
            )}
          </div>
          <Filter query={query} what="settings" />
          <Live id="settings">{live.settings}</Live>
        </TopicFrame>
      ),
    };
  };
}
