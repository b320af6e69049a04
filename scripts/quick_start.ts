/**
 * `deno task quick-start`: brings the lab up, starts the functions, and shows records flowing.
 *
 * @module
 */
import { delay } from "@std/async";
import { authorization } from "../cluster/exposure.ts";
import { functionAddress, type Topology } from "../cluster/topology.ts";
import { addresses, nextCommands } from "./cli/addresses.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { say, style } from "./cli/terminal/terminal.ts";
import { bringUp, sayExposed } from "./up.ts";

/** How many records a second the run makes; enough to see them flow, little enough to leave on. */
const RATE = 20;

/** How often the counters are shown, and how long after each other, ms. */
const SAMPLES = 6;
const INTERVAL = 1000;

const options = { engine: { type: "string", default: "auto" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task quick-start [--engine auto|docker|native]

Brings the lab up with its topics, starts the consumer and the producer, and shows the records that
flow between them for some seconds. Everything goes on running; \`deno task down\` stops it.`,
  options,

  async run({ engine }) {
    const { lab } = await bringUp(engine!);
    await call(lab, "consumer", "/start_consumer?wait=assigned");
    await call(lab, "producer", `/start_producer?rate=${RATE}`);
    const lost = await showFlow(lab);
    sayExposed(lab);
    console.log(`\n${addresses(lab)}\n\n${nextCommands()}`);
    return lost === 0 ? 0 : 1;
  },
};

/** Shows the ledger's counters as they grow; returns how many records are lost. */
async function showFlow(lab: Topology): Promise<number> {
  say("Flowing", `${RATE} records a second from the producer through Kafka to the consumer`);
  const columns = ["sent", "acknowledged", "consumed", "lost", "duplicated", "lag", "p50", "p99"];
  // Wide enough for every number, so that each line can be shown as soon as it is known.
  const line = (cells: string[]) => cells.map((cell) => cell.padStart(14)).join("");
  console.log(style("dim", line(columns)));
  let lost = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    await delay(INTERVAL);
    // The consumer first: whatever it has consumed was sent by the time the producer is asked.
    const { ledger, totalLag } = await call(lab, "consumer", "/status");
    const { run } = await call(lab, "producer", "/status");
    const { totals, latency } = ledger;
    lost = totals.lost;
    const counts = [run.sent, run.acknowledged, totals.consumed, lost, totals.duplicated, totalLag];
    const times = [latency.p50, latency.p99].map((time) => `${time.toFixed(1)} ms`);
    console.log(line([...counts.map(String), ...times]));
  }
  return lost;
}

/** What `/status` of both functions gives, as far as it is shown. */
interface Status {
  run: { sent: number; acknowledged: number };
  ledger: {
    totals: { consumed: number; lost: number; duplicated: number };
    latency: { p50: number; p99: number };
  };
  totalLag: number;
}

/** @throws {Error} with what the function says is wrong. */
async function call(lab: Topology, name: string, path: string): Promise<Status> {
  const node = lab.functions.find((node) => node.name === name)!;
  const response = await fetch(functionAddress(node) + path, {
    headers: authorization(lab.exposure),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`Cannot use the ${name}: ${body.detail}`);
  return body;
}

if (import.meta.main) await main(command);
