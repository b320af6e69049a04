/**
 * `deno task status`: every node, topic, function and group, and whether the lab is ready.
 *
 * @module
 */
import { delay } from "@std/async";
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import { observe } from "../cluster/lifecycle/observe.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { fitRows } from "./cli/terminal/fit_rows.ts";
import { statusText } from "./cli/status_text.ts";

const options = { watch: { type: "boolean", short: "w" }, json: { type: "boolean" } } as const;

/** Time between two looks of `--watch`, ms. */
const INTERVAL = 2000;

const command: Command<typeof options> = {
  usage: `Usage: deno task status [--watch] [--json]

Shows every node, topic, function and consumer group. Exits with 0 when the lab is ready, else 1.

  -w, --watch  look again every 2 s, until Ctrl-C
  --json       as JSON; with --watch one line a look`,
  options,

  async run({ watch = false, json = false }) {
    const { environment, lab } = await thisLab();
    const engine = await currentEngine(environment, lab);
    if (!watch) {
      const snapshot = await observe(environment, lab, engine);
      console.log(json ? JSON.stringify(snapshot, null, 2) : statusText(snapshot));
      return snapshot.ready ? 0 : 1;
    }
    const show = Deno.stdout.isTerminal() ? redraw : console.log;
    while (true) {
      const snapshot = await observe(environment, lab, engine);
      if (json) console.log(JSON.stringify(snapshot));
      else show(`${new Date().toLocaleTimeString()}  ${statusText(snapshot)}\n`);
      await delay(INTERVAL);
    }
  },
};

/**
 * Writes over the last look line by line, which does not flicker as clearing the screen does. What has no
 * room is left out from the end, so that the verdict, which comes first, stays in view.
 */
function redraw(text: string): void {
  const [HOME, END_OF_LINE, END_OF_SCREEN] = ["\x1b[H", "\x1b[K", "\x1b[J"];
  const shown = fitRows(text, Deno.consoleSize().rows).replaceAll("\n", `${END_OF_LINE}\n`);
  Deno.stdout.writeSync(new TextEncoder().encode(HOME + shown + END_OF_LINE + END_OF_SCREEN));
}

if (import.meta.main) await main(command);
