import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { topicDetail } from "../../kafka/admin/topics/topic_detail.ts";
import { isTopicName, TOPIC_NAME_RULE } from "../../kafka/names.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { parseSettings, withSettings } from "./settings.ts";
import { count, say } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";

/** `topics create`. */
export const createAction = action({
  usage:
    `Usage: deno task topics create <topic> [--partitions N] [--replicas N] [--config k=v …] [--json]

Creates a topic; when it returns, every partition has a leader.

  --partitions N  how many partitions; by default the brokers' num.partitions
  --replicas N    how many copies of each; by default the brokers' default.replication.factor
  --config k=v    a setting, such as retention.ms=60000; as often as needed
  --json          as JSON: { "name", "partitions", "replicationFactor", "config" }

Example: deno task topics create orders --partitions 6 --config cleanup.policy=compact`,
  options: {
    partitions: { type: "string" },
    replicas: { type: "string" },
    config: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
  takesWords: true,

  async run({ partitions, replicas, config: given = [], json = false }, [name, ...rest]) {
    if (name === undefined || rest.length > 0) throw new UsageError("Name one topic");
    if (!isTopicName(name)) throw new UsageError(`"${name}" must be ${TOPIC_NAME_RULE}`);
    const config = parseSettings(given);
    const topic = {
      name,
      ...(partitions !== undefined && { partitions: wholeNumber("--partitions", partitions) }),
      ...(replicas !== undefined && { replicationFactor: wholeNumber("--replicas", replicas) }),
      config,
    };
    const created = await withLab(async (brokers) => {
      const [any] = clusterView(await brokers.metadata(null)).topics;
      const create = () => createTopic(brokers, topic);
      await withSettings(brokers, any?.name, Object.keys(config), create);
      return await topicDetail(brokers, name);
    });
    const made = {
      name,
      partitions: created.partitions.length,
      replicationFactor: created.partitions[0].replicas.length,
      config,
    };
    if (json) console.log(JSON.stringify(made));
    say("Created", `${name}: ${shape(made)}`);
    return 0;
  },
});

function shape({ partitions, replicationFactor }: Record<string, unknown>): string {
  return `${count(Number(partitions), "partition")} of ${
    count(Number(replicationFactor), "replica")
  }`;
}
