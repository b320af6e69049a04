import { assertEquals } from "@std/assert";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { readProcesses } from "./processes.ts";

Deno.test("readProcesses() knows those that answer", async () => {
  using _ = fakeFetch({
    "http://h:1/metrics":
      `process_start_time_seconds 100.5\nprocess_resident_memory_bytes{function="x"} 2048\n`,
    "http://h:2/metrics": "nothing of the kind 1\n",
    "http://h:3/metrics": `kafka_server_brokertopicmetrics_messagesin_total{topic="a"} 3.0
kafka_server_brokertopicmetrics_messagesin_total 5.0
kafka_server_brokertopicmetrics_bytesin_total 700.0
kafka_server_brokertopicmetrics_bytesout_total 1.4E3
`,
  });
  const addresses = [1, 2, 3, 4].map((n) => ({ name: `n${n}`, url: `http://h:${n}/metrics` }));
  assertEquals([...await readProcesses(addresses)], [
    ["n1", { memoryBytes: 2048, startedAtMs: 100_500, traffic: undefined }],
    ["n2", { memoryBytes: undefined, startedAtMs: undefined, traffic: undefined }],
    ["n3", {
      ...{ memoryBytes: undefined, startedAtMs: undefined },
      traffic: { recordsIn: 5, bytesIn: 700, bytesOut: 1400 },
    }],
  ]);
});
