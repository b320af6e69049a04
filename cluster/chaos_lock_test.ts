import { assertEquals, assertRejects } from "@std/assert";
import { chaosHolder, lockChaos } from "./chaos_lock.ts";

Deno.test("lockChaos() lets one run at a time break a lab, and chaosHolder() tells which", async () => {
  const stateDir = await Deno.makeTempDir();
  try {
    assertEquals(await chaosHolder({ stateDir }), undefined);
    const lock = await lockChaos({ stateDir });
    assertEquals((await chaosHolder({ stateDir }))?.pid, Deno.pid);
    await assertRejects(() => lockChaos({ stateDir }), Error, `(pid ${Deno.pid})`);
    lock[Symbol.dispose]();
    (await lockChaos({ stateDir }))[Symbol.dispose]();
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});
