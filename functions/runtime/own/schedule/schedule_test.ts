import { assertEquals } from "@std/assert";
import { Log } from "../../log/log.ts";
import type { Invocation } from "../call/invocations.ts";
import { Schedule } from "./schedule.ts";

/** A schedule that is due every second. */
function setUp(
  run: (due: string, signal: AbortSignal) => Promise<number>,
  { isOwner = true, timeout = 60_000 } = {},
) {
  const lines: string[] = [];
  const observed: Invocation[] = [];
  const owners: string[] = [];
  const write = (_level: string, line: string) => void lines.push(JSON.parse(line).message);
  const schedule = new Schedule({
    expression: "* * * * * *",
    timeout,
    owner: () => ({
      isOwner,
      trouble: undefined,
      open: () => void owners.push("open"),
      close: () => Promise.resolve(void owners.push("close")),
    }),
    run,
    observe: (one) => void observed.push(one),
    log: new Log({ name: "f", level: "info", pretty: false, write }),
  });
  return { schedule, lines, observed, owners };
}

/** Until the clock has come so far that it was due. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

Deno.test("a run is counted with what it wrote, or what it failed with", async () => {
  let calls = 0;
  const { schedule, observed, lines, owners } = setUp(() =>
    ++calls === 1 ? Promise.reject(new Error("no")) : Promise.resolve(3)
  );
  schedule.start();
  schedule.start();
  await until(() => schedule.counts.succeeded > 0);
  assertEquals(schedule.next !== null, true);
  await schedule.stop();
  assertEquals([schedule.counts.failed, schedule.next], [1, null]);
  assertEquals(observed.slice(0, 2).map(({ outputs, error }) => [outputs, error?.message]), [
    [0, "no"],
    [3, undefined],
  ]);
  assertEquals(lines, ["Cannot do what was due: no"]);
  assertEquals(owners, ["open", "close"]);
});

Deno.test("a run is not begun while one is under way, and is aborted at the end", async () => {
  let aborted = 0;
  const { schedule, lines } = setUp((_due, signal) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener("abort", () => {
        aborted++;
        reject(signal.reason);
      })
    )
  );
  schedule.start();
  await until(() => schedule.counts.skipped > 0);
  await schedule.stop();
  assertEquals([aborted, schedule.counts.succeeded, schedule.counts.failed], [1, 0, 1]);
  assertEquals(lines.at(-1), "Cannot do what was due: The function stops");
});

Deno.test("a run that heeds no signal is over when its time is", async () => {
  const { schedule } = setUp(() => new Promise(() => {}), { timeout: 10 });
  schedule.start();
  await until(() => schedule.counts.failed > 0);
  await schedule.stop();
});

Deno.test("a replica that is not the one runs nothing", async () => {
  let [calls, due] = [0, 0];
  const others = setUp(() => Promise.resolve(++calls), { isOwner: false });
  const { schedule } = setUp(() => Promise.resolve(++due));
  others.schedule.start();
  schedule.start();
  await until(() => due > 1);
  await Promise.all([schedule.stop(), others.schedule.stop()]);
  assertEquals(calls, 0);
});
