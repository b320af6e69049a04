/**
 * `deno task restart <service…>`: stops nodes and starts them again.
 *
 * @module
 */
import { startNodes } from "../cluster/lifecycle/start_nodes.ts";
import { stopNodes } from "../cluster/lifecycle/stop_nodes.ts";
import { changeNodes } from "./cli/change_nodes.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { terminalProgress } from "./cli/terminal/progress.ts";

const options = { kill: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task restart <service…> [--kill]

Stops nodes of the lab, each with grace, and starts them again; returns when they are ready. A function
runs its code as it is now.

  --kill  kill -9 in the place of a stop with grace

Example: deno task restart consumer`,
  options,
  takesWords: true,

  async run({ kill = false }, words) {
    await changeNodes("restart", words, async (change) => {
      change.onWait("stop", change.names.join(", "));
      await stopNodes({ ...change, kill });
      const progress = terminalProgress;
      await startNodes({ ...change, progress });
      return ["Restarted", `${change.names.join(", ")}, ready`];
    });
    return 0;
  },
};

if (import.meta.main) await main(command);
