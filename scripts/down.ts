/**
 * `deno task down`: stops functions, brokers and the ensemble, in that order.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { down } from "../cluster/lifecycle/down.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "./cli/command.ts";
import { duration, say, sayLocked } from "./cli/terminal.ts";

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
    using _lock = await lockLab(environment, sayLocked);
    const began = performance.now();
    const ran = await down({ environment, lab, volumes });
    const time = duration(performance.now() - began);
    say(ran ? "Stopped" : "Nothing", ran ? `the lab in ${time}` : "was running");
    if (volumes) say("Removed", "the data of ZooKeeper and Kafka");
    return 0;
  },
};

if (import.meta.main) await main(command);
