import { assertEquals } from "@std/assert";
import { isLetterTopicName, quarantineTopic, redriveGroup } from "./letter_topics.ts";

Deno.test("isLetterTopicName() knows the ends that people give such topics", () => {
  for (
    const name of ["orders.dlq", "orders.bills.dlq", "orders-dlt", "orders.DLT", "a.dlq.quarantine"]
  ) assertEquals(isLetterTopicName(name), true, name);
  for (const name of ["orders", "dlq", "orders.dlqs", "orders.quarantine", "mydlq"]) {
    assertEquals(isLetterTopicName(name), false, name);
  }
});

Deno.test("quarantineTopic() is beside the letters, and its own quarantine", () => {
  assertEquals(quarantineTopic("orders.dlq"), "orders.dlq.quarantine");
  assertEquals(quarantineTopic("orders.dlq.quarantine"), "orders.dlq.quarantine");
  assertEquals(redriveGroup("orders.dlq"), "orders.dlq.redrive");
});
