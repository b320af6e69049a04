import { assertEquals } from "@std/assert";
import { labEnvironment } from "../cluster/environment.ts";
import { functionProcess } from "../cluster/engines/native/function_process.ts";
import { topology } from "../cluster/topology.ts";
import { variableNames } from "../functions/runtime/config/config.ts";
import { variables as console } from "../functions/console/console_settings.ts";
import { variables as lag } from "../functions/lag/settings/lag_settings.ts";
import { variables as consumer } from "../functions/consumer/consumer_settings.ts";
import { variables as producer } from "../functions/producer/producer_settings.ts";

const lab = topology();

Deno.test("the lab must let each function read every variable that it declares", () => {
  const declared: Record<string, string[]> = {
    producer: variableNames(producer),
    consumer: variableNames(consumer),
    console: variableNames(console),
    burrow: variableNames(lag),
  };
  for (const node of lab.functions) {
    const { command } = functionProcess(labEnvironment(), lab, node);
    const [, allowed] = command.join(" ").match(/--allow-env=(\S+)/)!;
    const missing = declared[node.name].filter((name) => !allowed.split(",").includes(name));
    assertEquals(missing, [], node.name);
  }
});
