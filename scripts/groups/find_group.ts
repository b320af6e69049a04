import { type GroupDetail, groupDetail } from "../../kafka/admin/groups/group_detail.ts";
import { groupNames } from "../../kafka/admin/groups/list_groups.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { hasCode } from "../../kafka/errors.ts";
import { nearest } from "../cli/invocation/nearest.ts";

/** The group of this name. @throws {Error} when there is none; then it names the nearest. */
export async function findGroup(brokers: Brokers, name: string): Promise<GroupDetail> {
  try {
    return await groupDetail(brokers, name);
  } catch (error) {
    if (!hasCode(error, "GROUP_ID_NOT_FOUND")) throw error;
    const names = await groupNames(brokers).catch(() => []);
    const hint = nearest(name, names) || "; `deno task groups` lists them all";
    throw new Error(`Cannot find the group ${name}${hint}`);
  }
}
