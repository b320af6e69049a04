/**
 * `deno task start <service…>`: starts nodes that were stopped.
 *
 * @module
 */
import { startNodes } from "../cluster/lifecycle/start_nodes.ts";
import { changeNodes } from "./cli/change_nodes.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { terminalProgress } from "./cli/terminal/progress.ts";

const command: Command<Record<never, never>> = {
  usage: `Usage: deno task start <service…>

Starts nodes of a lab that is up, and returns when they are ready: a member has a quorum, a broker is
registered and in sync, a function is ready.

Example: deno task start kafka2`,
  options: {},
  takesWords: true,

  async run(_, words) {
    await changeNodes("start", words, async (change) => {
      const progress = terminalProgress;
      await startNodes({ ...change, progress });
      return ["Started", `${change.names.join(", ")}, ready`];
    });
    return 0;
  },
};

if (import.meta.main) await main(command);
