/**
 * The memory and the start of every process of the lab, for Prometheus and for the console: a JVM
 * would tell its own only through an agent, which costs it a second of its start.
 *
 * @module
 */
import type { ProcessFacts } from "../../process_facts.ts";

/** What is served: the processes by node. */
export type Processes = () => Promise<ReadonlyMap<string, ProcessFacts>>;

/** Answers a request in the text exposition format; 404 for a node whose process does not run. */
export async function processMetrics(request: Request, processes: Processes): Promise<Response> {
  const [, name] = new URL(request.url).pathname.match(/^\/([\w-]+)\/metrics$/) ?? [];
  const known = await processes();
  const { memoryBytes, startedAt, restarts } = known.get(name) ?? {};
  if (memoryBytes === undefined || startedAt === undefined) {
    const paths = [...known.keys()].map((node) => `/${node}/metrics`).join(", ");
    return new Response(`Cannot find a process there: there are ${paths}\n`, { status: 404 });
  }
  // Loaded when it is needed: it is not while the lab starts.
  const { Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  new Gauge({ name: "process_resident_memory_bytes", help: "Resident memory", registers })
    .set(memoryBytes);
  new Gauge({
    name: "process_start_time_seconds",
    help: "Start of the process since the Unix epoch",
    registers,
  }).set(startedAt.getTime() / 1000);
  new Gauge({
    name: "process_restarts",
    help: "How often it died and was started again",
    registers,
  })
    .set(restarts ?? 0);
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType },
  });
}
