import { assertEquals, assertThrows } from "@std/assert";
import { AssignerProtocol } from "kafkajs";
import { readAssignment } from "./consumer_assignment.ts";

Deno.test("readAssignment() reads what kafkajs writes, and what later versions add to", () => {
  const encoded = AssignerProtocol.MemberAssignment.encode({
    version: 3,
    assignment: { orders: [2, 0], bills: [] },
    userData: new TextEncoder().encode("any") as never,
  });
  assertEquals(readAssignment(encoded), [
    { topic: "orders", partitions: [2, 0] },
    { topic: "bills", partitions: [] },
  ]);
});

Deno.test("readAssignment() finds nothing while the group rebalances, and says what is none", () => {
  assertEquals(readAssignment(new Uint8Array()), []);
  assertThrows(() => readAssignment(new Uint8Array([0, 0, 0, 0, 0, 9])), RangeError);
});
