import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { summarize, type TopicSummary } from "../../kafka/admin/overview.ts";
import { type TopicSize, topicSizes } from "../../kafka/admin/topics/topic_sizes.ts";
import { action } from "../cli/invocation/actions.ts";
import { bytes, printable, style, table } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
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
      return view.topics.map((topic): Row => {
        const { balance: _, notPreferred: __, leaders: ___, ...summary } = summarize(topic, []);
        return { ...summary, ...sizes.get(topic.name)! };
      });
    });
    console.log(json ? JSON.stringify({ topics }) : topicTable(topics));
    return 0;
  },
});

type Row = Omit<TopicSummary, "balance" | "notPreferred" | "leaders"> & TopicSize;

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
