import { assertEquals, assertRejects } from "@std/assert";
import { readConfig } from "./config/config.ts";
import { portVariable, sharedVariables } from "./config/shared_variables.ts";
import { runFunction } from "./run_function.ts";

Deno.test("runFunction() lists wrong settings, builds nothing, and ends with 78", async () => {
  const { exit } = Deno;
  const { error } = console;
  const said: string[] = [];
  Deno.exit = (code) => {
    throw new Error(`exit ${code}`);
  };
  console.error = (text: string) => said.push(text);
  try {
    const variables = { ...sharedVariables, port: portVariable(5000) };
    const run = () =>
      runFunction({
        name: "test",
        settings: () => Promise.resolve(readConfig(variables, () => undefined)),
        build() {
          throw new Error("it is built");
        },
      });
    await assertRejects(run, Error, "exit 78");
  } finally {
    Deno.exit = exit;
    console.error = error;
  }
  assertEquals(said, [
    "Cannot start: 1 setting is wrong\n" +
    "  - KAFKA_BROKERS must be set: Brokers to start from: host:port,…",
  ]);
});
