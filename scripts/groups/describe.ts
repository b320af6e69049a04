import type {
  GroupDetail,
  GroupMember,
  GroupOffset,
} from "../../kafka/admin/groups/group_detail.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { count, printable, style, table } from "../cli/terminal/terminal.ts";
import { withLab } from "../cli/with_lab.ts";
import { findGroup } from "./find_group.ts";

/** `groups describe`. */
export const describeAction = action({
  usage: `Usage: deno task groups describe <group…> [--json]

The members of groups and what each is assigned; and for each partition what the group has committed, where the
log ends, and how many records it is behind.

  --json  as JSON: { "groups": [{ "group", "state", "protocolType", "protocol", "coordinator",
          "members": [{ "memberId", "clientId", "host", "assignment" }], "offsets": [{ "topic",
          "partition", "committed", "metadata", "startOffset", "endOffset", "lag", "memberId" }] }] }`,
  options: { json: { type: "boolean" } },
  takesWords: true,

  async run({ json = false }, names) {
    if (names.length === 0) throw new UsageError("Name a group");
    const groups = await withLab((brokers) =>
      Promise.all(names.map((name) => findGroup(brokers, name)))
    );
    console.log(json ? JSON.stringify({ groups }) : groups.map(described).join("\n\n"));
    return 0;
  },
});

function described({ group, state, members, offsets }: GroupDetail): string {
  const total = offsets.reduce((sum, { lag = 0 }) => sum + lag, 0);
  return [
    `${style("bold", printable(group))}  ${state}, ${count(members.length, "member")}, ` +
    `${count(total, "record")} behind`,
    members.length > 0 && memberTable(members),
    offsets.length > 0 && offsetTable(offsets),
  ].filter(Boolean).join("\n\n");
}

function memberTable(members: readonly GroupMember[]): string {
  const rows = members.map(({ clientId, host, assignment, memberId, instanceId }) => [
    printable(instanceId ?? memberId),
    printable(clientId),
    printable(host),
    assignment.map(({ topic, partitions }) => `${topic}:${partitions.join(",")}`).join(" "),
  ]);
  return table(["member", "client", "host", "assigned"], rows);
}

function offsetTable(offsets: readonly GroupOffset[]): string {
  const rows = offsets.map(({ topic, partition, committed, endOffset, lag }) => [
    topic,
    `${partition}`,
    committed?.toString() ?? "none",
    endOffset?.toString() ?? "?",
    lag?.toLocaleString("en") ?? "?",
  ]);
  return table(["topic", "partition", "committed", "end", "lag"], rows, {
    right: ["partition", "committed", "end", "lag"],
  });
}
