import { assertEquals } from "@std/assert";
import { Log } from "./log.ts";
import { LogTail } from "./log_tail.ts";

Deno.test("the last lines are kept, as people read them", () => {
  const tail = new LogTail();
  const log = new Log({ name: "f", level: "info", pretty: false, write: () => {}, tail });
  for (let n = 0; n < 1_000; n++) log.info("line", { n });
  log.debug("not written, not kept");
  assertEquals(tail.last(2).map(({ level, text }) => [level, text]), [
    ["info", "line n=998"],
    ["info", "line n=999"],
  ]);
  assertEquals(tail.last(1_000).length, 200);
});
