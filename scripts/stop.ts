/**
 * `deno task stop <service…>`: stops nodes, and keeps them stopped.
 *
 * @module
 */
import { stopNodes } from "../cluster/lifecycle/stop_nodes.ts";
import { changeNodes } from "./cli/change_nodes.ts";
import { type Command, main } from "./cli/invocation/command.ts";

const options = { kill: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task stop <service…> [--kill]

Stops nodes of the lab, each with grace: a broker hands over what it leads, a function finishes what
is under way. They stay stopped until \`start\`, \`restart\` or \`up\` starts them; the lab is not ready
meanwhile.

  --kill  kill -9, as a crash would

Example: deno task stop kafka2`,
  options,
  takesWords: true,

  async run({ kill = false }, words) {
    await changeNodes(kill ? "kill" : "stop", words, async (change) => {
      change.onWait("stop", change.names.join(", "));
      await stopNodes({ ...change, kill });
      return [kill ? "Killed" : "Stopped", change.names.join(", ")];
    });
    return 0;
  },
};

if (import.meta.main) await main(command);
