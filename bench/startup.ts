/**
 * How fast the lab starts: a warm `up`, to ready, against the same six JVMs launched plainly, all
 * at once, with default options and no cache of classes, to `started` of the last broker. Both in
 * one run, in turns; then memory, and the sustained throughput of both. And the very first `up`, with
 * nothing in the cache, downloads and all.
 *
 *     deno task bench:startup [--rounds 3] [--json]
 *
 * @module
 */
import { flagsOf } from "../scripts/cli/command.ts";
import { setTimeout as delay } from "node:timers/promises";
import { delimiter, join } from "node:path";
import { labEnvironment } from "../cluster/environment.ts";
import { startChild } from "../cluster/process/child_process.ts";
import { classPath } from "../cluster/jvm/jars.ts";
import { ensureJava } from "../cluster/jvm/java.ts";
import { liveProcesses } from "../cluster/process/process_table.ts";
import { prepareServices, type Service } from "../cluster/engines/native/services.ts";
import { stopAll } from "../cluster/engines/native/supervisor/stop_order.ts";
import { silent } from "../cluster/progress.ts";
import { table } from "../scripts/cli/terminal.ts";
import { Lab } from "../tests/lab.ts";
import { median } from "./median.ts";

const { rounds, json } = await flagsOf(
  `Usage: deno task bench:startup [--rounds N] [--json]

Measures how fast the lab starts against the same JVMs launched plainly, memory and throughput; on
labs of its own.

  --rounds N  how often; 3
  --json      as JSON`,
  { rounds: { type: "string", default: "3" }, json: { type: "boolean", default: false } },
);

/** What one launch gave. */
interface Launch {
  /** To ready, or to `started` of the last broker. */
  seconds: number;
  /** Resident memory of all its processes, MiB. */
  mebibytes: number;
}

/** What `producer-perf-test` wrote, acks=all, records of 100 bytes; records/s. */
interface Throughput {
  /** In batches of 128 KiB, linger 5 ms. */
  batched: number;
  /** Each record in a batch of its own. */
  single: number;
}

/** What is done with a lab that has just been launched. */
type Use = (lab: Lab) => Promise<void>;

const labs = { plain: new Lab(), instigator: new Lab() };
const launches: Record<"plain" | "instigator", Launch[]> = { plain: [], instigator: [] };
const throughputs: Record<"plain" | "instigator", Throughput[]> = { plain: [], instigator: [] };
let cold: number;
try {
  cold = await coldSeconds();
  // The first start of each makes its data, and the cache of classes.
  await plain(labs.plain);
  await instigator(labs.instigator);
  for (let round = 0; round < Number(rounds); round++) {
    launches.plain.push(await plain(labs.plain));
    launches.instigator.push(await instigator(labs.instigator));
  }
  // Afterwards: the disk is busy with these records for a while, which no start should wait for.
  for (let round = 0; round < Number(rounds); round++) {
    await plain(labs.plain, async (lab) => {
      throughputs.plain.push(await throughput(lab));
    });
    await instigator(labs.instigator, async (lab) => {
      throughputs.instigator.push(await throughput(lab));
    });
  }
} finally {
  for (const lab of Object.values(labs)) await lab.remove();
}

const medians = { plain: summary("plain"), instigator: summary("instigator") };
const ratio = medians.instigator.seconds / medians.plain.seconds;
if (json) {
  console.log(JSON.stringify({ launches, throughputs, medians, ratio, cold }, null, 2));
} else {
  const figures = ["seconds", "MiB", "records/s", "records/s, batches of one"];
  console.log(table(["launch", ...figures], [
    row("six JVMs, plainly, to `started`", medians.plain),
    row("deno task up, to ready", medians.instigator),
  ], { right: figures }));
  console.log(`\nup takes ${ratio.toFixed(2)} × the time, medians of ${rounds}`);
  console.log(`the very first up, with an empty cache: ${cold.toFixed(1)} s`);
}

/** How long the very first `up` takes, with nothing in the cache. */
async function coldSeconds(): Promise<number> {
  const cacheDir = await Deno.makeTempDir({ prefix: "instigator-cache-" });
  const lab = new Lab({ cacheDir });
  try {
    const began = performance.now();
    await lab.up();
    return (performance.now() - began) / 1000;
  } finally {
    await lab.remove();
    await Deno.remove(cacheDir, { recursive: true });
  }
}

async function instigator(lab: Lab, use?: Use): Promise<Launch> {
  const began = performance.now();
  await lab.up();
  const seconds = (performance.now() - began) / 1000;
  const mebibytes = await memory([...(await lab.pids()).values()]);
  await use?.(lab);
  await lab.task("down");
  return { seconds, mebibytes };
}

/** The six JVMs of the same nodes, data and configuration, with no option of their own. */
async function plain(lab: Lab, use?: Use): Promise<Launch> {
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
  const seconds = (performance.now() - began) / 1000;
  const mebibytes = await memory(running.map(({ child }) => child.pid));
  await use?.(lab);
  await stopAll(running, async () => {});
  return { seconds, mebibytes };
}

/** The command line without what the lab adds for speed and size, and with the jars as they came. */
function withoutOptions({ command }: Service, jars: string): string[] {
  const plain = command.filter((argument) => !argument.startsWith("-X"));
  return plain.map((argument, i) => plain[i - 1] === "-cp" ? jars : argument);
}

async function untilLogged(path: string, words: string): Promise<void> {
  while (!(await Deno.readTextFile(path)).includes(words)) await delay(20);
}

/** Resident memory of these processes, MiB. */
async function memory(pids: number[]): Promise<number> {
  const processes = [...(await liveProcesses(pids)).values()];
  return processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / 2 ** 20;
}

/** Kafka's own tool, against a topic of six partitions; the best of four runs, the first are cold. */
async function throughput(lab: Lab): Promise<Throughput> {
  const topic = "bench-startup";
  await lab.task(
    ...["kafka", "topics", "--create", "--if-not-exists", "--topic", topic],
    ...["--partitions", "6", "--replication-factor", "3"],
  );
  async function best(records: number, ...properties: string[]): Promise<number> {
    const rates: number[] = [];
    for (let run = 0; run < 4; run++) {
      const { stdout } = await lab.task(
        ...["kafka", "producer-perf-test", "--topic", topic, "--num-records", String(records)],
        ...["--record-size", "100", "--throughput", "-1"],
        ...["--producer-props", "acks=all", ...properties],
      );
      rates.push(Number(/([\d.]+) records\/sec.*99\.9th/.exec(stdout)?.[1]));
    }
    return Math.max(...rates);
  }
  return {
    batched: await best(1_000_000, "batch.size=131072", "linger.ms=5"),
    single: await best(5_000, "batch.size=0"),
  };
}

/** Medians of all rounds. */
function summary(kind: "plain" | "instigator"): Launch & Throughput {
  return {
    seconds: median(launches[kind].map(({ seconds }) => seconds)),
    mebibytes: median(launches[kind].map(({ mebibytes }) => mebibytes)),
    batched: median(throughputs[kind].map(({ batched }) => batched)),
    single: median(throughputs[kind].map(({ single }) => single)),
  };
}

function row(
  name: string,
  { seconds, mebibytes, batched, single }: ReturnType<typeof summary>,
): string[] {
  return [name, seconds.toFixed(2), ...[mebibytes, batched, single].map((it) => it.toFixed(0))];
}
