/**
 * What the lab's start is measured against: the six JVMs of the same nodes, data and configuration, all
 * at once, with no option of their own.
 *
 * @module
 */
import { delay } from "@std/async";
import { delimiter, join } from "node:path";
import { prepareServices, type Service } from "../../cluster/engines/native/services.ts";
import { stopAll } from "../../cluster/engines/native/supervisor/stop_order.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { classPath } from "../../cluster/jvm/jars.ts";
import { ensureJava } from "../../cluster/jvm/java.ts";
import { startChild } from "../../cluster/process/child_process.ts";
import { silent } from "../../cluster/progress.ts";
import type { Lab } from "../../tests/lab.ts";

/** What is done with a cluster that has just been launched. */
export type Use = (lab: Lab) => Promise<void>;

/** A cluster that runs until it is stopped. */
export interface PlainCluster {
  /** How long it took until the last broker said `started`. */
  seconds: number;
  pids: number[];
  stop(): Promise<void>;
}

/** Launches the JVMs of a lab, which must not run. */
export async function launchPlainly(lab: Lab): Promise<PlainCluster> {
  const environment = { ...labEnvironment(), ...lab.settings };
  await Deno.mkdir(join(environment.stateDir, "logs"), { recursive: true });
  const java = await ensureJava(environment, silent);
  const services = (await prepareServices(environment, lab.topology, java))
    .filter(({ node }) => node.kind !== "function");
  await Promise.all(services.map(({ logFile }) => Deno.writeTextFile(logFile, "")));

  const jars = classPath(environment).join(delimiter);
  const began = performance.now();
  const running = await Promise.all(services.map(async (service) => ({
    ...service.node,
    child: await startChild({ ...service, command: withoutOptions(service, jars) }),
  })));
  const brokers = services.filter(({ node }) => node.kind === "kafka");
  await Promise.all(brokers.map(({ logFile }) => untilLogged(logFile, "started (kafka.server.")));
  return {
    seconds: (performance.now() - began) / 1000,
    pids: running.map(({ child }) => child.pid),
    stop: () => stopAll(running, async () => {}),
  };
}

/** The command line without what the lab adds for speed and size, and with the jars as they came. */
function withoutOptions({ command }: Service, jars: string): string[] {
  const plain = command.filter((argument) => !argument.startsWith("-X"));
  return plain.map((argument, i) => plain[i - 1] === "-cp" ? jars : argument);
}

async function untilLogged(path: string, words: string): Promise<void> {
  while (!(await Deno.readTextFile(path)).includes(words)) await delay(20);
}
