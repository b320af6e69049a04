import type { GroupDetail, GroupMember } from "../../../../kafka/admin/groups/group_detail.ts";
import type { Html } from "../../web/html.ts";
import { type Column, LeftOut, Table } from "../../web/table.tsx";
import { cutText } from "../../web/text/cut_text.ts";
import { nameText, shortName } from "../../web/text/unseen.ts";

/** How many members are shown. */
const SHOWN = 50;

/** How much of what a member is assigned is shown, in characters, and of its names. */
const ASSIGNMENT = 400;
const NAME = 300;

/** Who is in a group, and what each reads. */
export function MembersTable({ group, protocolType, members }: GroupDetail): Html {
  return (
    <>
      <Table
        caption={`Members of ${nameText(group)}`}
        columns={columns(protocolType)}
        rows={members.slice(0, SHOWN)}
        empty="It has no members now."
      />
      <LeftOut
        rows={members.length - SHOWN}
        noun="member"
        how="the offsets above tell who reads each partition"
      />
    </>
  );
}

function columns(protocolType: string): Column<GroupMember>[] {
  const none = protocolType === "consumer" ? "none" : `in a form of ${protocolType || "its own"}`;
  return [
    { label: "Client", cell: ({ clientId }) => shortName(clientId, NAME) },
    { label: "Host", cell: ({ host }) => <code>{host}</code> },
    {
      label: "Assignment",
      cell: ({ assignment }) =>
        cutText(
          assignment.map(({ topic, partitions }) => `${topic}: ${partitions.join(", ")}`).join(
            "; ",
          ),
          ASSIGNMENT,
        ) || none,
    },
    {
      label: "Member id",
      cell: ({ memberId, instanceId }) => <code>{shortName(instanceId ?? memberId, NAME)}</code>,
    },
  ];
}
