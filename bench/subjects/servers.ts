/**
 * Servers that a load goes to, each a process of its own with what it needs and nothing else.
 *
 * @module
 */
import { variables } from "../../functions/producer/producer_settings.ts";
import { variableNames } from "../../functions/runtime/config/config.ts";
import { close, openDeno } from "../run/cleanup.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { eventually, type Lab } from "../../tests/lab.ts";

/** A server under load, until it is disposed of. */
export interface Server extends AsyncDisposable {
  name: string;
  url: string;
  pid: number;
}

/** Scripts that are measured, by the names that the figures have for them. */
const SCRIPTS = {
  "producer function": "functions/producer/main.ts",
  "one send a request": "bench/subjects/one_send_a_request.ts",
  "no Kafka at all": "bench/subjects/no_kafka.ts",
};

/** The name of such a server. */
export type ServerName = keyof typeof SCRIPTS;

/** Starts a server on a lab's brokers, and returns when it is ready. */
export async function startServer(name: ServerName, { brokers }: Lab): Promise<Server> {
  const port = freePort();
  const names = [...variableNames(variables), "KAFKAJS_NO_PARTITIONER_WARNING"];
  const permissions = [`--allow-net=127.0.0.1:${port},${brokers}`, `--allow-env=${names}`];
  const args = ["run", "--no-prompt", "--cached-only", ...permissions, SCRIPTS[name]];
  const process = openDeno(args, {
    env: {
      KAFKA_BROKERS: brokers.join(","),
      PORT: `${port}`,
      CONTROL_TOPIC: `bench-control-${crypto.randomUUID()}`,
    },
    stdout: "null",
    stderr: "null",
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(`${name} is ready`, () => isReady(url));
  return {
    ...{ name, url, pid: process.pid },
    [Symbol.asyncDispose]: () => close(process),
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
