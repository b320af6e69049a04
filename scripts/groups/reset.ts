import {
  previewReset,
  resetEffect,
  resetOffsets,
  type ResetPlan,
  type ResetStep,
} from "../../kafka/admin/groups/reset_offsets.ts";
import { clusterView } from "../../kafka/admin/cluster_view.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { confirmed } from "../cli/terminal/confirmation.ts";
import { count, fail, printable, say, style, table } from "../cli/terminal/terminal.ts";
import { findTopic } from "../cli/topic_lookup.ts";
import { withLab } from "../cli/with_lab.ts";
import { findGroup } from "./find_group.ts";
import { resetTarget } from "./reset_target.ts";

/** `groups reset`. */
export const resetAction = action({
  usage:
    `Usage: deno task groups reset <group> --to START [--topic t[:p,…]] [--dry-run] [--yes] [--json]

Sets where a group goes on. It first shows what that does, partition by partition, and asks; where it cannot
ask, it needs --yes. Kafka takes it while the group has no members: stop its consumers before.

  --to START        earliest, latest, an offset, a time (ISO 8601), how long ago (10m, 2h, 1d), or
                    +N or -N: so many records on from, or back behind, where the group is
  --topic t[:p,…]   one topic, or partitions of it; all that the group has committed by default
  --dry-run         only show what it would do
  --yes             do not ask
  --json            as JSON: { "group", "state", "possible", "applied", "steps": [{ "topic",
                    "partition", "from", "to", "again", "passed", "startOffset", "endOffset", "lag" }] }`,
  options: {
    to: { type: "string" },
    topic: { type: "string" },
    "dry-run": { type: "boolean" },
    yes: { type: "boolean" },
    json: { type: "boolean" },
  },
  takesWords: true,

  run({ to, topic, "dry-run": dryRun = false, yes = false, json = false }, [group, ...rest]) {
    if (group === undefined || rest.length > 0) throw new UsageError("Name one group");
    if (to === undefined) throw new UsageError("Say where to: --to earliest, for instance");
    const target = resetTarget(to, topic);
    return withLab(async (brokers) => {
      if (target.topic === undefined) await findGroup(brokers, group);
      else findTopic(clusterView(await brokers.metadata(null)), target.topic);
      const plan = await previewReset(brokers, group, target);
      if (!json) console.log(planTable(plan));
      const isWanted = !dryRun && plan.possible && confirmed(question(plan), yes);
      const done = isWanted ? await resetOffsets(brokers, group, target) : plan;
      if (json) console.log(JSON.stringify(report(done, isWanted)));
      if (!plan.possible) fail(`Cannot reset ${group} now: ${whyNot(plan)}`);
      else if (dryRun) say("Changed", "nothing: this was a dry run");
      else if (!isWanted) say("Changed", "nothing");
      else say("Reset", `${group} in ${count(done.steps.length, "partition")}`);
      return isWanted || (dryRun && plan.possible) ? 0 : 1;
    });
  },
});

function whyNot({ state }: ResetPlan): string {
  return `it has members (${state}); stop its consumers first`;
}

function question({ group, steps }: ResetPlan): string {
  return `Reset ${group} in ${count(steps.length, "partition")}?`;
}

function planTable({ steps }: ResetPlan): string {
  const rows = steps.map((step) => [
    printable(step.topic),
    `${step.partition}`,
    step.from?.toString() ?? "none",
    `${step.to}`,
    effect(step),
  ]);
  return table(["topic", "partition", "now", "then", ""], rows, {
    right: ["partition", "now", "then"],
  });
}

function effect(step: ResetStep): string {
  const found = resetEffect(step);
  if (found === undefined) return "first commit";
  const { again, passed } = found;
  if (again > 0) return style("yellow", `reads ${again.toLocaleString("en")} again`);
  if (passed > 0) return style("yellow", `passes ${passed.toLocaleString("en")} by`);
  return style("dim", "as it is");
}

function report({ group, state, possible, steps }: ResetPlan, applied: boolean) {
  return {
    ...{ group, state, possible, applied },
    steps: steps.map((step) => ({ ...step, ...(resetEffect(step) ?? { again: 0, passed: 0 }) })),
  };
}
