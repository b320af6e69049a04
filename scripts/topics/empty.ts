import { emptyTopic } from "../../kafka/admin/topics/empty_topic.ts";
import { hasCode } from "../../kafka/errors.ts";
import { action } from "../cli/invocation/actions.ts";
import { confirmed } from "../cli/terminal/confirmation.ts";
import { count, say } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
import { doomedTopics } from "./doomed_topics.ts";

/** `topics empty`. */
export const emptyAction = action({
  usage: `Usage: deno task topics empty <topic…> [--yes] [--json]

Deletes all records that topics hold now, and keeps the topics with their settings; offsets go on. It asks first;
where it cannot, it needs --yes. Kafka does that for topics whose cleanup.policy has "delete" only. For a
compacted one:

  deno task topics alter <topic> --config cleanup.policy=compact,delete
  deno task topics empty <topic>
  deno task topics alter <topic> --config cleanup.policy=compact

  --yes   do not ask
  --json  as JSON: { "emptied": [{ "topic", "partition", "from", "to" }] }, where from and to are where
          the log began, and begins now`,
  options: { yes: { type: "boolean" }, json: { type: "boolean" } },
  takesWords: true,

  run({ yes = false, json = false }, names) {
    return withLab(async (brokers) => {
      const { topics, words } = await doomedTopics(brokers, names);
      if (!confirmed(`Delete all records of ${words}?`, yes)) {
        say("Deleted", "nothing");
        return 1;
      }
      const emptied = [];
      for (const { name } of topics) {
        const partitions = await emptyTopic(brokers, name).catch((error) => {
          throw explained(error, name);
        });
        emptied.push(...partitions);
        const records = partitions.reduce((sum, { from, to }) => sum + to - from, 0);
        say("Emptied", `${name} of ${count(records, "record")}`);
      }
      if (json) console.log(JSON.stringify({ emptied }));
      return 0;
    });
  },
});

/** For a compacted topic, with the command that is needed. */
function explained(error: unknown, name: string): unknown {
  if (!hasCode(error, "POLICY_VIOLATION")) return error;
  return new Error(
    `${error.message}: deno task topics alter ${name} --config cleanup.policy=compact,delete`,
  );
}
