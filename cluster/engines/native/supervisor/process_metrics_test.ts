import { assertEquals } from "@std/assert";
import type { ProcessFacts } from "../../process_facts.ts";
import { processMetrics } from "./process_metrics.ts";

const facts: ProcessFacts = {
  state: "running",
  pid: 1,
  startedAt: new Date(1_700_000_000_500),
  memoryBytes: 4096,
  restarts: 2,
};

function ask(path: string): Promise<Response> {
  const processes = () => Promise.resolve(new Map([["kafka1", facts]]));
  return processMetrics(new Request(`http://localhost:7073${path}`), processes);
}

Deno.test("processMetrics() tells a node's memory, start and restarts", async () => {
  const text = await (await ask("/kafka1/metrics")).text();
  assertEquals(text.split("\n").filter((line) => line && !line.startsWith("#")), [
    "process_resident_memory_bytes 4096",
    "process_start_time_seconds 1700000000.5",
    "process_restarts 2",
  ]);
});

Deno.test("processMetrics() answers 404 for what is no process, and says what is", async () => {
  for (const path of ["/", "/kafka2/metrics", "/metrics"]) {
    const response = await ask(path);
    assertEquals(response.status, 404);
    assertEquals(
      await response.text(),
      "Cannot find a process there: there are /kafka1/metrics\n",
    );
  }
});
