import { assertEquals } from "@std/assert";
import { Outlet } from "./outlet.ts";

async function take(outlet: Outlet, n: number) {
  const reader = outlet.events.getReader();
  const data: (string | undefined)[] = [];
  for (let i = 0; i < n; i++) data.push((await reader.read()).value?.data);
  reader.releaseLock();
  return data;
}

Deno.test("Outlet gives events in their order, and the newest of what replaces itself", async () => {
  const outlet = new Outlet(() => {});
  outlet.send({ data: "first" });
  outlet.send({ data: "old" }, "state");
  outlet.send({ data: "point" });
  outlet.send({ data: "new" }, "state");
  assertEquals(await take(outlet, 3), ["first", "new", "point"]);
});

Deno.test("Outlet cuts off who falls too far behind", async () => {
  let ended = 0;
  const outlet = new Outlet(() => ended++);
  for (let n = 0; n < 1000; n++) outlet.send({ data: `${n}` });
  assertEquals(ended, 1);
  assertEquals(await take(outlet, 2), ["0", undefined]);
});

Deno.test("Outlet tells when the viewer is gone", async () => {
  let ended = 0;
  const outlet = new Outlet(() => ended++);
  await outlet.events.cancel();
  outlet.send({ data: "into the void" });
  assertEquals(ended, 1);
});
