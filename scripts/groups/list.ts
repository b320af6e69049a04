import { groupSummaries } from "../../kafka/admin/groups/group_summaries.ts";
import { action } from "../cli/invocation/actions.ts";
import { printable, say, table, warn } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";

/** `groups list`. */
export const listAction = action({
  usage: `Usage: deno task groups [list] [--json]

Every group: its state, its members, and how many records it is behind in all that it has committed.

  --json  as JSON: { "groups": [{ "group", "protocolType", "state", "coordinator", "members",
          "topics", "totalLag", "lags": [{ "topic", "partition", "lag" }] }], "silentBrokers": [id] }`,
  options: { json: { type: "boolean" } },

  async run({ json = false }) {
    const list = await withLab(groupSummaries);
    const { groups, silentBrokers } = list;
    if (json) console.log(JSON.stringify(list));
    else if (groups.length === 0) say("Found", "no groups");
    else {
      const rows = groups.map(({ group, state, members, totalLag, protocolType }) => [
        printable(group),
        printable(state),
        `${members}`,
        totalLag.toLocaleString("en"),
        printable(protocolType) || "none",
      ]);
      const right = ["members", "lag"];
      console.log(table(["group", "state", "members", "lag", "type"], rows, { right }));
    }
    if (silentBrokers.length > 0) {
      warn(`what broker ${silentBrokers.join(", ")} coordinates is missing: it does not answer`);
    }
    return silentBrokers.length > 0 ? 1 : 0;
  },
});
