import { assert, assertEquals, assertThrows } from "@std/assert";
import { keepPorts, releasePorts } from "../kept_ports.ts";
import { badPorts } from "../port_offset.ts";
import { freeOffset } from "./free_ports.ts";

Deno.test("freeOffset() takes what a lab runs at or ran at, and else what is free", async () => {
  const [stateDir, other] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  const first = freeOffset({ stateDir }, () => true);
  assertEquals(badPorts(first), []);
  assertEquals(freeOffset({ stateDir }, () => true), first);
  assert(freeOffset({ stateDir: other }, () => true) !== first);
  assert(freeOffset({ stateDir }, ({ offset }) => offset !== first) !== first);
  assertThrows(() => freeOffset({ stateDir }, () => false), Error, "free ports");

  await keepPorts(stateDir, 3000);
  // Its own lab has the ports.
  assertEquals(freeOffset({ stateDir }, () => false), 3000);
  await releasePorts(stateDir, 3000, { volumes: false });
  assertEquals(freeOffset({ stateDir }, () => true), 3000);
  assert(freeOffset({ stateDir }, ({ offset }) => offset !== 3000) !== 3000);
  for (const dir of [stateDir, other]) await Deno.remove(dir, { recursive: true });
});
