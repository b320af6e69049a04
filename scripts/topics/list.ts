import { withLab } from "../cli/with_lab.ts";
import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { summarize } from "../../kafka/admin/overview.ts";
import { topicSizes } from "../../kafka/admin/topic_sizes.ts";
import { action } from "../cli/actions.ts";
import { bytes, printable, style, table } from "../cli/terminal.ts";
import { replicaNote } from "./replica_note.ts";

/** `topics list`. */
export const listAction = action({
  usage: `Usage: deno task topics [list] [--json]

Every topic: its partitions, their replicas, how many records and bytes it holds, and which partitions are not
in sync. Records are counted by offsets: compaction and transactions can leave fewer.

  --json  as JSON: { "topics": [{ "name", "internal", "partitions", "replicationFactor",
          "underReplicated", "offline", "records", "bytes" }] }`,
  options: { json: { type: "boolean" } },

  async run({ json = false }) {
    const topics = await withLab(async (brokers) => {
      const view = clusterView(await brokers.metadata(null));
      const sizes = await topicSizes(brokers, view);
      return view.topics.map((topic) => ({ ...summarize(topic, []), ...sizes.get(topic.name)! }));
    });
    const rows = topics.map((
      { name, internal, partitions, replicationFactor, underReplicated, offline, records, bytes },
    ) => (
      { name, internal, partitions, replicationFactor, underReplicated, offline, records, bytes }
    ));
    console.log(json ? JSON.stringify({ topics: rows }) : topicTable(rows));
    return 0;
  },
});

interface Row {
  name: string;
  internal: boolean;
  partitions: number;
  replicationFactor: number;
  underReplicated: number;
  offline: number;
  records: number;
  bytes: number;
}

function topicTable(topics: readonly Row[]): string {
  const internalLast = topics.toSorted((a, b) => Number(a.internal) - Number(b.internal));
  const rows = internalLast.map((topic) => [
    topic.internal ? style("dim", printable(topic.name)) : printable(topic.name),
    `${topic.partitions}`,
    `${topic.replicationFactor}`,
    topic.records.toLocaleString("en"),
    bytes(topic.bytes),
    replicaNote(topic),
  ]);
  return table(["topic", "partitions", "replicas", "records", "size", ""], rows, {
    right: ["partitions", "replicas", "records", "size"],
  });
}
