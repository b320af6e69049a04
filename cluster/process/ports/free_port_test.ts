import { assertEquals } from "@std/assert";
import { freePort } from "./free_port.ts";

Deno.test("a port is given once, and can be listened on", () => {
  const ports = Array.from({ length: 200 }, freePort);
  assertEquals(new Set(ports).size, ports.length);
  Deno.listen({ hostname: "127.0.0.1", port: ports[0] }).close();
});
