import { assertEquals } from "@std/assert";
import { messagesSchema } from "./message_parameters.ts";

Deno.test("messagesSchema takes whole numbers only", () => {
  assertEquals(messagesSchema.parse({ partition: "3", limit: "0" }), { partition: 3, limit: 0 });
  for (const limit of ["-1", "1.5", "many", "1001", ""]) {
    assertEquals(messagesSchema.safeParse({ limit }).success, false, limit);
  }
});
