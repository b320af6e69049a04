import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { lockLab } from "./lab_lock.ts";

Deno.test("lockLab() lets commands of one lab follow each other", async () => {
  const stateDir = await Deno.makeTempDir();
  const did: string[] = [];
  const first = await lockLab({ stateDir }, () => did.push("the first waits"));
  const waits = Promise.withResolvers<void>();
  const second = lockLab({ stateDir }, () => waits.resolve()).then((lock) => {
    did.push("the second has it");
    return lock;
  });
  await waits.promise;
  did.push("the first gives it back");
  first[Symbol.dispose]();
  (await second)[Symbol.dispose]();
  assertEquals(did, ["the first gives it back", "the second has it"]);
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("lockLab() stops waiting when the signal is aborted", async () => {
  const stateDir = await Deno.makeTempDir();
  using _first = await lockLab({ stateDir }, () => {});
  const interrupted = new AbortController();
  await assertRejects(
    () =>
      lockLab({ stateDir }, () => interrupted.abort(new Error("Interrupted")), interrupted.signal),
    Error,
    "Interrupted",
  );
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("lockLab() tells who holds the lock", async () => {
  const stateDir = await Deno.makeTempDir();
  using _first = await lockLab({ stateDir }, () => {});
  const interrupted = new AbortController();
  const holders: unknown[] = [];
  await assertRejects(() =>
    lockLab({ stateDir }, (holder) => {
      holders.push(holder?.pid);
      interrupted.abort(new Error("enough"));
    }, interrupted.signal)
  );
  assertEquals(holders, [Deno.pid]);
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("lockLab() names the way out where the folder cannot be made", async () => {
  const stateDir = join(await Deno.makeTempFile(), "state");
  await assertRejects(() => lockLab({ stateDir }, () => {}), Error, "by INSTIGATOR_STATE");
});
