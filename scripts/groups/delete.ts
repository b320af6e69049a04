import { deleteGroup } from "../../kafka/admin/groups/reset_offsets.ts";
import { hasCode } from "../../kafka/errors.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { confirmed } from "../cli/terminal/confirmation.ts";
import { count, say } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
import { findGroup } from "./find_group.ts";

/** `groups delete`. */
export const deleteAction = action({
  usage: `Usage: deno task groups delete <group…> [--yes] [--json]

Makes Kafka forget groups, and where they are. Kafka does that while a group has no members. It asks first;
where it cannot, it needs --yes.

  --yes   do not ask
  --json  as JSON: { "deleted": [group] }`,
  options: { yes: { type: "boolean" }, json: { type: "boolean" } },
  takesWords: true,

  run({ yes = false, json = false }, names) {
    if (names.length === 0) throw new UsageError("Name a group");
    return withLab(async (brokers) => {
      const groups = await Promise.all(
        [...new Set(names)].map((name) => findGroup(brokers, name)),
      );
      const words = groups.map(({ group, offsets }) => (
        `${group} (${count(offsets.length, "partition")})`
      ));
      if (!confirmed(`Forget ${words.join(", ")}?`, yes)) {
        say("Deleted", "nothing");
        return 1;
      }
      for (const { group, state } of groups) {
        await deleteGroup(brokers, group).catch((error) => {
          throw explained(error, group, state);
        });
      }
      const deleted = groups.map(({ group }) => group);
      if (json) console.log(JSON.stringify({ deleted }));
      say("Deleted", deleted.length === 1 ? deleted[0] : count(deleted.length, "group"));
      return 0;
    });
  },
});

function explained(error: unknown, group: string, state: string): unknown {
  if (!hasCode(error, "NON_EMPTY_GROUP")) return error;
  return new Error(`Cannot delete ${group}: it has members (${state}); stop its consumers first`);
}
