import { assertEquals } from "@std/assert";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { readProcesses } from "./processes.ts";

Deno.test("readProcesses() knows those that answer", async () => {
  using _ = fakeFetch({
    "http://h:1/metrics":
      `process_start_time_seconds 100.5\nprocess_resident_memory_bytes{function="x"} 2048\n`,
    "http://h:2/metrics": "nothing of the kind 1\n",
  });
  const addresses = [1, 2, 3].map((n) => ({ name: `n${n}`, url: `http://h:${n}/metrics` }));
  assertEquals([...await readProcesses(addresses)], [
    ["n1", { memoryBytes: 2048, startedAtMs: 100_500 }],
    ["n2", { memoryBytes: undefined, startedAtMs: undefined }],
  ]);
});
