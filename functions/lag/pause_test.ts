import { assert, assertEquals } from "@std/assert";
import { pause } from "./pause.ts";

Deno.test("pause() waits", async () => {
  const begun = performance.now();
  await pause(20, new AbortController().signal);
  assert(performance.now() - begun >= 19);
});

Deno.test("pause() ends when its signal aborts, or has aborted before", async () => {
  const controller = new AbortController();
  const ended: string[] = [];
  const pauses = ["first", "second"].map((name) =>
    pause(1_000_000, controller.signal).then(() => ended.push(name))
  );
  controller.abort();
  await Promise.all(pauses);
  await pause(1_000_000, controller.signal);
  assertEquals(ended, ["first", "second"]);
});
