import { assertEquals } from "@std/assert";
import { labEnvironment } from "../cluster/environment.ts";
import { functionProcess } from "../cluster/engines/native/function_process.ts";
import { envPermission } from "../cluster/engines/own_function_run.ts";
import type { FunctionDescription, OwnFunction } from "../cluster/own/own_function.ts";
import { topology } from "../cluster/topology.ts";
import { defineFunction } from "../functions/runtime/define/define_function.ts";
import { describe } from "../functions/runtime/define/describe.ts";
import { readDefinition } from "../functions/runtime/define/read_definition.ts";
import { variableNames } from "../functions/runtime/config/config.ts";
import { functionVariables } from "../functions/runtime/own/function_options.ts";
import { variables as console } from "../functions/console/console_settings.ts";
import { variables as lag } from "../functions/lag/settings/lag_settings.ts";
import { variables as consumer } from "../functions/consumer/consumer_settings.ts";
import { variables as rest } from "../functions/rest/rest_settings.ts";
import { variables as producer } from "../functions/producer/producer_settings.ts";

const lab = topology();

Deno.test("the lab must read of a function what the runtime prints of it", () => {
  const printed = describe(
    readDefinition("orders", defineFunction({ port: 5010, fetch: () => new Response() })),
  );
  // The types are what is tested: this would not compile.
  const read: FunctionDescription = printed;
  assertEquals([read.name, read.port], ["orders", 5010]);
});

Deno.test("the lab must let users' functions read every variable that their runtime declares", () => {
  const own: OwnFunction = {
    name: "orders",
    folder: "/app/orders",
    file: "/app/orders/function.ts",
    config: "/app/deno.json",
    imports: [],
    description: describe(
      readDefinition("orders", defineFunction({ port: 5010, fetch: () => new Response() })),
    ),
  };
  const allowed = envPermission(own, {
    host: "127.0.0.1",
    port: 5010,
    brokers: ["127.0.0.1:9092"],
  }).replace("--allow-env=", "").split(",");
  const declared = variableNames(functionVariables(1));
  assertEquals(declared.filter((name) => !allowed.includes(name)), []);
});

Deno.test("the lab must let each function read every variable that it declares", () => {
  const declared: Record<string, string[]> = {
    producer: variableNames(producer),
    consumer: variableNames(consumer),
    console: variableNames(console),
    rest: variableNames(rest),
    burrow: variableNames(lag),
  };
  for (const node of lab.functions) {
    const { command } = functionProcess(labEnvironment(), lab, node);
    const [, allowed] = command.join(" ").match(/--allow-env=(\S+)/)!;
    const missing = declared[node.name].filter((name) => !allowed.split(",").includes(name));
    assertEquals(missing, [], node.name);
  }
});
