import { assertStringIncludes } from "@std/assert";
import { Registry } from "prom-client";
import { FakePartition, recordsFrom } from "../testing/fake_partition.ts";
import { registerTriggerMetrics } from "./trigger_metrics.ts";

Deno.test("registerTriggerMetrics() tells what the delivery counts, and how long calls took", async () => {
  const fake = new FakePartition({
    caller({ records: [{ offset }] }) {
      if (offset === 1) throw new Error("no");
    },
    retries: { attempts: 2, backoff: 0 },
  });
  const registry = new Registry();
  registry.setDefaultLabels({ function: "orders" });
  registerTriggerMetrics(
    registry,
    "instigator_function",
    () => [fake.partition],
    fake.delivery,
  );
  await fake.add(recordsFrom(0, 3)).work();
  fake.partition.noteEnds(3, 3);
  const metrics = await registry.metrics();
  for (
    const [name, value] of [
      ["records_total", 3],
      ["failed_total", 2],
      ["retries_total", 1],
      ["dead_letters_total", 1],
      ["calls_total", 4],
      ["call_duration_seconds_count", 4],
    ]
  ) assertStringIncludes(metrics, `instigator_function_${name}{function="orders"} ${value}\n`);
  assertStringIncludes(metrics, "# TYPE instigator_function_call_duration_seconds histogram\n");
  assertStringIncludes(
    metrics,
    `instigator_function_call_duration_seconds_bucket{le="+Inf",function="orders"} 4\n`,
  );
  assertStringIncludes(
    metrics,
    `instigator_function_lag_seconds{topic="t",partition="0",function="orders"} 0\n`,
  );
});
