import { deleteTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { action } from "../cli/invocation/actions.ts";
import { confirmed } from "../cli/terminal/confirmation.ts";
import { count, say } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
import { doomedTopics } from "./doomed_topics.ts";

/** `topics delete`. */
export const deleteAction = action({
  usage: `Usage: deno task topics delete <topic…> [--yes] [--json]

Deletes topics, with all they hold. It asks first; where it cannot, it needs --yes.

  --yes   do not ask
  --json  as JSON: { "deleted": [name] }`,
  options: { yes: { type: "boolean" }, json: { type: "boolean" } },
  takesWords: true,

  run({ yes = false, json = false }, names) {
    return withLab(async (brokers) => {
      const { topics, words } = await doomedTopics(brokers, names);
      if (!confirmed(`Delete ${words}?`, yes)) {
        say("Deleted", "nothing");
        return 1;
      }
      for (const { name } of topics) await deleteTopic(brokers, name);
      const deleted = topics.map(({ name }) => name);
      if (json) console.log(JSON.stringify({ deleted }));
      say("Deleted", deleted.length === 1 ? deleted[0] : count(deleted.length, "topic"));
      return 0;
    });
  },
});
