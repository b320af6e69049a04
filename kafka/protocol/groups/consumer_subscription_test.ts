import { assertEquals, assertThrows } from "@std/assert";
import { readSubscription, writeSubscription } from "./consumer_subscription.ts";

Deno.test("readSubscription() reads what writeSubscription() wrote, and what later versions add to", () => {
  const written = writeSubscription(["orders", "über"]);
  assertEquals(readSubscription(written), ["orders", "über"]);
  assertEquals(readSubscription(new Uint8Array([...written, 0, 0, 0, 0])), ["orders", "über"]);
});

Deno.test("readSubscription() refuses one that ends too early", () => {
  assertThrows(() => readSubscription(new Uint8Array([0, 0, 0, 0, 0, 1])), RangeError);
});
