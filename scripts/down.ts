/**
 * `deno task down`: stops functions, brokers and the ensemble, in that order.
 *
 * @module
 */
import { currentEngine, engines } from "../cluster/engines/choose_engine.ts";
import { labEnvironment } from "../cluster/environment.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "./command.ts";
import { duration, say } from "./terminal.ts";

const options = { volumes: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task down [--volumes]

Stops the lab: functions first, then brokers, then the ZooKeeper ensemble, each with grace.
The data stays for the next \`deno task up\`.

  --volumes  remove the data of ZooKeeper and Kafka too`,
  options,

  async run({ volumes = false }) {
    const environment = labEnvironment();
    const lab = topology(environment.offset);
    const began = performance.now();
    // Data may be there of either engine, wherever the lab ran last.
    const all = volumes ? await engines(environment, lab) : [await currentEngine(environment, lab)];
    let ran = false;
    for (const engine of all) ran = await engine.stop({ volumes }) || ran;
    const time = duration(performance.now() - began);
    say(ran ? "Stopped" : "Nothing", ran ? `the lab in ${time}` : "was running");
    if (volumes) say("Removed", "the data of ZooKeeper and Kafka");
    return 0;
  },
};

if (import.meta.main) await main(command);
