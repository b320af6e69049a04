import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { keepPorts, readKeptPorts, releasePorts } from "./kept_ports.ts";

Deno.test("ports are kept while a lab is up and when it is down, until its data is gone", async () => {
  const stateDir = await Deno.makeTempDir();
  assertEquals(readKeptPorts(stateDir), undefined);
  await keepPorts(stateDir, 1500);
  assertEquals(readKeptPorts(stateDir), { offset: 1500, up: true });
  // Another lab's end, as Docker may have several.
  await releasePorts(stateDir, 0, { volumes: true });
  assertEquals(readKeptPorts(stateDir), { offset: 1500, up: true });
  await releasePorts(stateDir, 1500, { volumes: false });
  assertEquals(readKeptPorts(stateDir), { offset: 1500, up: false });
  await releasePorts(stateDir, 1500, { volumes: true });
  assertEquals(readKeptPorts(stateDir), undefined);
  for (const text of ["", "null", '{"offset":"1","up":true}']) {
    await Deno.writeTextFile(join(stateDir, "ports.json"), text);
    assertEquals(readKeptPorts(stateDir), undefined, text);
  }
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("that a lab has a registry is kept until it is down", async () => {
  const stateDir = await Deno.makeTempDir();
  await keepPorts(stateDir, 1500, { registry: true });
  assertEquals(readKeptPorts(stateDir), { offset: 1500, up: true, registry: true });
  await releasePorts(stateDir, 1500, { volumes: false });
  assertEquals(readKeptPorts(stateDir), { offset: 1500, up: false });
  await Deno.remove(stateDir, { recursive: true });
});
