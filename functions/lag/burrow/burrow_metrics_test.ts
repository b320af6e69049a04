import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { setUp } from "../testing/lag_app.ts";

Deno.test("/metrics has Burrow's names and labels", async () => {
  const { request } = setUp();
  const { text } = await request("/metrics");
  const group = 'cluster="local",consumer_group="demo-ok"';
  const lines = [
    `burrow_kafka_consumer_current_offset{${group},partition="0",topic="demo-orders"} 3365`,
    `burrow_kafka_consumer_lag_total{${group}} 35`,
    `burrow_kafka_consumer_partition_lag{${group},partition="0",topic="demo-orders"} 5`,
    `burrow_kafka_consumer_partition_lag{${group},partition="1",topic="demo-orders"} 30`,
    `burrow_kafka_consumer_partition_lag{${group},partition="2",topic="demo-orders"} 0`,
    `burrow_kafka_consumer_status{${group}} 3`,
    `burrow_kafka_topic_partition_offset{cluster="local",partition="2",topic="demo-orders"} 3370`,
    `burrow_kafka_topic_partition_status{${group},partition="0",topic="demo-orders"} 1`,
  ];
  assertMatch(text, /^instigator_group_seconds_behind\{.*consumer_group="demo-ok"\} \d/m);
  for (const line of lines) assertStringIncludes(`${text}\n`, `${line}\n`);
  assertEquals(
    text.match(/^burrow_kafka_(consumer_current_offset|topic_partition_status)\{/gm)!.length,
    2,
  );
  assertMatch(text, /^process_resident_memory_bytes \d+$/m);
});

Deno.test("/metrics forgets what is gone", async () => {
  const { request, storage } = setUp();
  await request("/metrics");
  storage.deleteTopic("demo-orders");
  storage.deleteGroup("demo-ok");
  const { text } = await request("/metrics");
  assertEquals(text.match(/^burrow_\w+\{/gm), null);
});
