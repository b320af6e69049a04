/**
 * `deno task populate`: makes the cluster's topics be as cluster/topics.json and own functions want them.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { populate } from "../cluster/topics/populate.ts";
import type { Change, Step } from "../cluster/topics/topic_plan.ts";
import type { TopicSpec } from "../cluster/topics/topic_spec.ts";
import { wantedTopics } from "../cluster/topics/wanted_topics.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { duration, fail, say, style, table } from "./cli/terminal/terminal.ts";

const options = { "dry-run": { type: "boolean" }, json: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task populate [--dry-run] [--json]

Makes the cluster's topics match cluster/topics.json and the topics.json of each own function, and
waits until their replicas are in sync. Running it again does no harm.

  --dry-run  only tell what would be done
  --json     as JSON: { "dryRun", "topics": [{ "name", "action", "changes", "reason" }] }`,
  options,

  async run({ "dry-run": dryRun = false, json = false }) {
    const began = performance.now();
    const environment = labEnvironment();
    const wanted = await wantedTopics(environment);
    const steps = await populate(topology(environment.offset), wanted, { dryRun });
    console.log(json ? JSON.stringify({ dryRun, topics: steps.map(report) }) : stepTable(steps));
    if (steps.some(({ action }) => action === "impossible")) {
      fail("Cannot make every topic match what topics.json says");
      return 1;
    }
    const done = dryRun ? "nothing: this was a dry run" : `${steps.length} topics, all in sync`;
    if (!json) say(dryRun ? "Changed" : "Populated", `${done}, in ${elapsed(began)}`);
    return 0;
  },
};

function elapsed(began: number): string {
  return duration(performance.now() - began);
}

function report({ topic, action, changes, reason }: Step) {
  return { name: topic.name, action, changes, ...(reason && { reason }) };
}

function stepTable(steps: readonly Step[]): string {
  const rows = steps.map((step) => {
    const { action, topic } = step;
    return [style(COLORS[action], action), topic.name, detail(step)];
  });
  return table(["action", "topic", ""], rows);
}

const COLORS = { create: "green", alter: "yellow", unchanged: "dim", impossible: "red" } as const;

function detail({ action, topic, changes, reason }: Step): string {
  if (action === "create") return shape(topic);
  return [changes.map(change).join(", "), reason].filter(Boolean).join(". ");
}

function shape({ partitions, replicationFactor, config }: TopicSpec): string {
  const settings = Object.entries(config).map(([name, value]) => `${name}=${value}`);
  return [`partitions=${partitions}`, `replicationFactor=${replicationFactor}`, ...settings]
    .join(" ");
}

function change({ what, from, to }: Change): string {
  return `${what} ${from} → ${to}`;
}

if (import.meta.main) await main(command);
