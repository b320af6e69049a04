import { assert, assertEquals } from "@std/assert";
import { cpuTime } from "./cpu_time.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "cpuTime() grows while a process works",
  ignore,
  fn: async () => {
    const before = await cpuTime(Deno.pid);
    let now = before;
    while (now === before) {
      for (let i = 0; i < 1e6; i++) Math.sqrt(i);
      now = await cpuTime(Deno.pid);
    }
    assert(now > before);
  },
});

Deno.test({
  name: "cpuTime() counts a process that has ended as 0",
  ignore,
  fn: async () => assertEquals(await cpuTime(2 ** 22 + 1), 0),
});
