import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { addPartitions } from "../../kafka/admin/topics/topic_actions.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { say } from "../cli/terminal/terminal.ts";
import { findTopic } from "../cli/topic_lookup.ts";
import { withLab } from "../cli/with_lab.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";

/** `topics add-partitions`. */
export const addPartitionsAction = action({
  usage: `Usage: deno task topics add-partitions <topic> <n> [--json]

Adds n partitions to those that a topic has. They cannot be taken away again, and from then on a key can belong to
another partition than before: its records are in order within each of the two only.

  --json  as JSON: { "name", "from", "partitions" }`,
  options: { json: { type: "boolean" } },
  takesWords: true,

  async run({ json = false }, [name, number, ...rest]) {
    if (number === undefined || rest.length > 0) {
      throw new UsageError("Name one topic, and how many partitions to add");
    }
    const added = wholeNumber("The number of partitions", number);
    const from = await withLab(async (brokers) => {
      const view = clusterView(await brokers.metadata(null));
      const { length } = findTopic(view, name).partitions;
      await addPartitions(brokers, name, length + added);
      return length;
    });
    if (json) console.log(JSON.stringify({ name, from, partitions: from + added }));
    say("Added", `partitions to ${name}: it had ${from}, and has ${from + added} now`);
    return 0;
  },
});
