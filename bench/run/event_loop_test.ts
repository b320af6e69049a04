import { assert, assertEquals } from "@std/assert";
import { held } from "./event_loop.ts";

function hold(ms: number): void {
  for (const began = performance.now(); performance.now() - began < ms;);
}

Deno.test("held() tells the longest hold, of which what is not to be measured is taken off", async () => {
  let stranger = 0;
  const { ms, longest, result } = await held(() => {
    hold(30);
    return Promise.resolve("done");
  }, () => stranger);
  assertEquals(result, "done");
  assert(longest >= 30 && ms >= 30);
  const other = await held(() => {
    hold(30);
    stranger = Infinity;
    return Promise.resolve();
  }, () => stranger);
  assertEquals(other.longest, 0);
});
