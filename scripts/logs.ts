/**
 * `deno task logs`: what the nodes log.
 *
 * @module
 */
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { nodes } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/command.ts";
import { interruption } from "./cli/interruption.ts";
import { printableLines } from "./cli/terminal.ts";

const options = { follow: { type: "boolean", short: "f" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task logs [service…] [-f]

Prints the logs of the named services (zoo1, kafka2, producer, …), or of all of them.

  -f, --follow  go on with what they log from now, until Ctrl-C`,
  options,
  takesWords: true,

  async run({ follow = false }, positionals) {
    const { environment, lab } = await thisLab();
    const known = nodes(lab).map(({ name }) => name);
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown) {
      throw new UsageError(`There is no service ${unknown}; there are ${known.join(", ")}`);
    }
    const engine = await currentEngine(environment, lab);
    const names = positionals.length > 0 ? positionals : known;
    const signal = follow ? interruption() : new AbortController().signal;
    await engine.logs(names, { follow, signal, write: writeOut });
    return 0;
  },
};

async function writeOut(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(printableLines(text));
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

if (import.meta.main) await main(command);
