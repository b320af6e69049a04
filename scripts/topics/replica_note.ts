import { count, style } from "../cli/terminal/terminal.ts";

/** What is wrong with a topic's replicas; nothing where all are in sync. */
export function replicaNote(
  { offline, underReplicated }: { offline: number; underReplicated: number },
): string {
  if (offline > 0) return style("red", `${count(offline, "partition")} without a leader`);
  if (underReplicated > 0) return style("yellow", `${underReplicated} not in sync`);
  return "";
}
