/**
 * Whether changes of the cluster are made, or refused in words.
 *
 * @module
 */
import type { Probe, Watched } from "./probe.ts";
import { labCommand } from "./lab_command.ts";

/** What a look shows where a change was made. */
export const DONE = "done";

/** A topic that is to be created: it goes with the load's. */
function newTopic({ workload }: Watched): string {
  return `${workload.topic}-admin-${crypto.randomUUID().slice(0, 8)}`;
}

/** The status that the console answers with to whom creates a topic; {@linkcode DONE} for one that it made. */
export const consoleCreates: Probe = {
  name: "the console creates a topic",
  pause: 2_000,
  async look(watched) {
    const answer = await watched.workload.functionNamed("console").now.fetch("/topics", {
      method: "POST",
      body: new URLSearchParams({ name: newTopic(watched), partitions: "1" }),
      redirect: "manual",
    });
    await answer.body?.cancel();
    return answer.status === 303 ? DONE : `${answer.status}`;
  },
};

/** What `deno task topics create` says where it fails; {@linkcode DONE} where it does not. */
export const commandCreates: Probe = {
  name: "deno task topics create",
  pause: 2_000,
  async look(watched) {
    const { lab } = watched;
    const { success, stderr } = await labCommand(lab, "topics", "create", newTopic(watched));
    return success ? DONE : stderr.trim();
  },
};
