import { onEnd } from "./on_end.ts";

Deno.test("onEnd() calls back when the process has ended", async () => {
  const child = new Deno.Command("sleep", { args: ["600"] }).spawn();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const watching = onEnd(child.pid, resolve);
  child.kill("SIGKILL");
  await Promise.all([ended, watching, child.status]);
  // One that has ended before it was looked at.
  await onEnd(child.pid, () => {});
});
