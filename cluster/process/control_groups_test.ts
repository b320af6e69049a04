import { assert, assertEquals } from "@std/assert";
import { controlGroups, parseControlGroups } from "./control_groups.ts";

Deno.test("parseControlGroups() has all lines of each process", () => {
  const text = "/proc/7/cgroup:1:cpu:/docker/a:b\n/proc/7/cgroup:0::/docker/a:b\n" +
    "/proc/8/cgroup:0::/\n";
  assertEquals([...parseControlGroups(text)], [
    [7, "1:cpu:/docker/a:b\n0::/docker/a:b"],
    [8, "0::/"],
  ]);
});

Deno.test("controlGroups() passes over processes that there are not", async () => {
  const groups = await controlGroups([Deno.pid, 2 ** 30]);
  assertEquals(groups.has(2 ** 30), false);
  if (Deno.build.os === "linux") assert(groups.has(Deno.pid));
});
