import { assertEquals } from "@std/assert";
import { ReadinessLog } from "./readiness_log.ts";

Deno.test("ReadinessLog tells each reason once, and when it is over", () => {
  const said: string[] = [];
  const log = new ReadinessLog({
    lost: (reason) => said.push(reason),
    back: (seconds) => said.push(`back after ${seconds} s`),
  });
  const reasons = [
    undefined,
    "Cannot reach Kafka: no answer within 3000 ms",
    "Cannot reach Kafka: no answer within 3001 ms",
    "NOT_ENOUGH_REPLICAS on a-0 for 12 s",
    "NOT_ENOUGH_REPLICAS on a-0 for 17 s",
    undefined,
    undefined,
    "NOT_ENOUGH_REPLICAS on a-0 for 10 s",
  ];
  reasons.forEach((reason, i) => log.note(reason, i * 5_000));
  assertEquals(said, [
    "Cannot reach Kafka: no answer within 3000 ms",
    "NOT_ENOUGH_REPLICAS on a-0 for 12 s",
    "back after 20 s",
    "NOT_ENOUGH_REPLICAS on a-0 for 10 s",
  ]);
});
