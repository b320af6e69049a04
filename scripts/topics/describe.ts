import type { ConfigEntry } from "../../kafka/admin/topics/configs.ts";
import { clusterView } from "../../kafka/admin/cluster_view.ts";
import {
  type PartitionDetail,
  type TopicDetail,
  topicDetail,
} from "../../kafka/admin/topics/topic_detail.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { bytes, count, printable, style, table } from "../cli/terminal/terminal.ts";
import { findTopic } from "../cli/topic_lookup.ts";
import { withLab } from "../cli/with_lab.ts";

/** `topics describe`. */
export const describeAction = action({
  usage: `Usage: deno task topics describe <topic…> [--settings] [--json]

The partitions of topics: who leads them, where replicas are, where the log begins and ends, and its size; and
the settings that the topic has of its own.

  --settings  all settings that apply, and where each comes from
  --json      as JSON: { "topics": [{ "name", "internal", "partitions": [{ "partition", "leader",
              "replicas", "isr", "startOffset", "endOffset", "sizeBytes", … }], "config": [{ "name",
              "value", "source", … }] }] }`,
  options: { settings: { type: "boolean" }, json: { type: "boolean" } },
  takesWords: true,

  async run({ settings = false, json = false }, names) {
    if (names.length === 0) throw new UsageError("Name a topic");
    const topics = await withLab(async (brokers) => {
      const view = clusterView(await brokers.metadata(null));
      return await Promise.all(
        names.map((name) => topicDetail(brokers, findTopic(view, name).name)),
      );
    });
    console.log(
      json
        ? JSON.stringify({ topics: topics.map(withoutWords) })
        : topics.map((topic) => described(topic, settings)).join("\n\n"),
    );
    return 0;
  },
});

/** Without Kafka's own words about each setting, which are pages. */
function withoutWords({ balance: _, config, ...topic }: TopicDetail) {
  return { ...topic, config: config.map(({ doc: _, ...entry }) => entry) };
}

function described({ name, partitions, config }: TopicDetail, all: boolean): string {
  const own = config.filter(({ source }) => source === "topic");
  return [
    `${style("bold", printable(name))}  ${count(partitions.length, "partition")}`,
    partitionTable(partitions),
    ...(all ? [settingTable(config)] : own.length > 0 ? [own.map(setting).join("\n")] : []),
  ].join("\n\n");
}

function partitionTable(partitions: readonly PartitionDetail[]): string {
  const rows = partitions.map((one) => [
    `${one.partition}`,
    one.leader === undefined ? style("red", "none") : `${one.leader}`,
    one.replicas.join(","),
    one.startOffset?.toString() ?? "?",
    one.endOffset?.toString() ?? "?",
    one.sizeBytes === undefined ? "?" : bytes(one.sizeBytes),
    one.isr.length < one.replicas.length ? style("yellow", `sync ${one.isr.join(",")}`) : "",
  ]);
  return table(["partition", "leader", "replicas", "start", "end", "size", ""], rows, {
    right: ["partition", "leader", "start", "end", "size"],
  });
}

function settingTable(config: readonly ConfigEntry[]): string {
  const rows = config.map(({ name, value, source }) => [
    name,
    printable(value ?? ""),
    source === "topic" ? source : style("dim", source),
  ]);
  return table(["setting", "value", "from"], rows);
}

function setting({ name, value }: ConfigEntry): string {
  return printable(`${name}=${value ?? ""}`);
}
