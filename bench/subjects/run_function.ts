import { FunctionProcess } from "../../tests/processes/function_process.ts";
import { opened } from "../run/cleanup.ts";
import type { Lab } from "../../tests/lab.ts";

/** Starts a function on a lab's brokers, with a control topic of its own; returns when it is ready. */
export async function runFunction(
  lab: Lab,
  name: string,
  variables: Record<string, string> = {},
): Promise<FunctionProcess> {
  const running = new FunctionProcess(name, {
    KAFKA_BROKERS: lab.brokers.join(","),
    CONTROL_TOPIC: `bench-control-${crypto.randomUUID()}`,
    ...variables,
  });
  opened(running, () => running[Symbol.asyncDispose]());
  await running.ready();
  return running;
}

/** Asks a function to do something, with parameters as JSON. @throws {Error} with what it answers else. */
export async function tell(
  running: FunctionProcess,
  path: string,
  parameters: Record<string, unknown> = {},
): Promise<void> {
  const response = await fetch(running.url(path), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(parameters),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
}
