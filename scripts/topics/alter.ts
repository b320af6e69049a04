import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { alterConfig, type ConfigEntry, describe } from "../../kafka/admin/topics/configs.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { parseSettings, withSettings } from "./settings.ts";
import { count, printable, say, table } from "../cli/terminal/terminal.ts";
import { findTopic } from "../cli/topic_lookup.ts";
import { withLab } from "../cli/with_lab.ts";

/** `topics alter`. */
export const alterAction = action({
  usage: `Usage: deno task topics alter <topic> [--config k=v …] [--delete-config k …] [--json]

Changes settings of a topic; all others stay as they are.

  --config k=v       sets one, as retention.ms=60000; as often as needed
  --delete-config k  takes the topic's own value away, so that the brokers' applies
  --json             as JSON: { "name", "changes": [{ "setting", "from", "to" }] }`,
  options: {
    config: { type: "string", multiple: true },
    "delete-config": { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  takesWords: true,

  async run(
    { config: given = [], "delete-config": reset = [], json = false },
    [name, ...rest],
  ) {
    if (name === undefined || rest.length > 0) throw new UsageError("Name one topic");
    const set = parseSettings(given);
    const names = [...Object.keys(set), ...reset];
    if (names.length === 0) throw new UsageError("Say what to change: --config or --delete-config");
    if (new Set(names).size < names.length) throw new UsageError("Name each setting once");
    const changes = await withLab(async (brokers) => {
      findTopic(clusterView(await brokers.metadata(null)), name);
      const before = await describe(brokers, { topic: name });
      const change = () => alterConfig(brokers, { topic: name }, { set, reset });
      await withSettings(brokers, name, names, change);
      return names.map((setting) => ({
        setting,
        from: entry(before, setting)?.value ?? null,
        to: set[setting] ?? entry(before, setting)?.default ?? null,
      }));
    });
    if (json) console.log(JSON.stringify({ name, changes }));
    else console.log(table(["setting", "from", "to"], changes.map(row)));
    say("Changed", `${count(changes.length, "setting")} of ${name}`);
    return 0;
  },
});

function entry(config: readonly ConfigEntry[], name: string): ConfigEntry | undefined {
  return config.find((one) => one.name === name);
}

function row(change: { setting: string; from: string | null; to: string | null }): string[] {
  const { setting, from, to } = change;
  return [setting, printable(from ?? "none"), printable(to ?? "none")];
}
