import { assert, assertEquals } from "@std/assert";
import { liveProcesses, parseProc, parsePs } from "./process_table.ts";

Deno.test("liveProcesses() finds this process and none that does not exist", async () => {
  const live = await liveProcesses([Deno.pid, 2 ** 22 + 1]);
  assertEquals([...live.keys()], [Deno.pid]);
  assert(live.get(Deno.pid)!.memoryBytes > 1024 * 1024);
  assert(live.get(Deno.pid)!.startedAt.getTime() <= Date.now() + 1000);
});

Deno.test("parseProc() leaves zombies out and is not misled by a command's name", () => {
  const zeros = "0 ".repeat(18);
  assertEquals(
    parseProc([
      "0d6d2bcd-9e7d-4ba9-8d5a-1f5f0f4c8a11",
      "cpu  1 2 3",
      "btime 1000",
      `7 (a) Z (b) S ${zeros}250 0 0`,
      "Name:\ta) Z (b",
      "Pid:\t7",
      "VmRSS:\t    2048 kB",
      `8 (dead) Z ${zeros}250 0 0`,
    ].join("\n")),
    [{
      pid: 7,
      boot: "0d6d2bcd-9e7d-4ba9-8d5a-1f5f0f4c8a11",
      start: "250",
      startedAt: new Date(1002_500),
      memoryBytes: 2048 * 1024,
    }],
  );
});

Deno.test("parseProc() takes a zombie for alive while threads of it are ending: it holds its ports", () => {
  const stat = (pid: number, threads: number) =>
    `${pid} (java) Z ${"0 ".repeat(16)}${threads} 0 250 0 0`;
  const found = parseProc(["btime 1000", stat(7, 3), stat(8, 1), stat(9, 0)].join("\n"));
  assertEquals(found.map(({ pid }) => pid), [7]);
});

Deno.test("parsePs() reads what macOS prints", () => {
  assertEquals(
    parsePs(
      "  501  2048 S    Sun Nov 22 17:00:00 2026\n  502  0 Z    Sun Nov 22 17:00:00 2026\n",
      "boot",
    ),
    [{
      pid: 501,
      boot: "boot",
      start: "Sun Nov 22 17:00:00 2026",
      startedAt: new Date("Sun Nov 22 17:00:00 2026 UTC"),
      memoryBytes: 2048 * 1024,
    }],
  );
});
