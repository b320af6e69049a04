import { assertEquals } from "@std/assert";
import { Log } from "../../log/log.ts";
import type { Invocation } from "../call/invocations.ts";
import { Schedule } from "./schedule.ts";

/** A schedule that is due every second. */
function setUp(
  run: (due: string, signal: AbortSignal) => Promise<number>,
  { isOwner = true, timeout = 60_000, claimed = false } = {},
) {
  const state = { isOwner };
  let assigned = () => {};
  const lines: string[] = [];
  const observed: Invocation[] = [];
  const owners: string[] = [];
  const claims: string[] = [];
  const write = (_level: string, line: string) => void lines.push(JSON.parse(line).message);
  const schedule = new Schedule({
    expression: "* * * * * *",
    timeout,
    owner: (onAssigned) => ({
      get isOwner() {
        assigned = onAssigned;
        return state.isOwner;
      },
      trouble: undefined,
      open: () => void owners.push("open"),
      close: () => Promise.resolve(void owners.push("close")),
    }),
    claim: (due) => {
      claims.push(due);
      return Promise.resolve(!claimed);
    },
    run,
    drainTimeout: 20,
    observe: (one) => void observed.push(one),
    log: new Log({ name: "f", level: "info", pretty: false, write }),
  });
  const becomeOwner = () => {
    state.isOwner = true;
    assigned();
  };
  return { schedule, lines, observed, owners, claims, becomeOwner };
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

Deno.test("a replica runs what was due before it became the one, and others nothing", async () => {
  let due = 0;
  const ran: string[] = [];
  const other = setUp((due) => Promise.resolve(ran.push(due)), { isOwner: false });
  const { schedule } = setUp(() => Promise.resolve(++due));
  other.schedule.start();
  schedule.start();
  await until(() => due > 1);
  assertEquals(ran, []);
  other.becomeOwner();
  await until(() => ran.length > 0);
  await Promise.all([schedule.stop(), other.schedule.stop()]);
  assertEquals(other.claims[0], ran[0]);
  assertEquals(/:\d\d\.000Z$/.test(ran[0]), true, ran[0]);
});

Deno.test("a time that another replica has claimed is not run", async () => {
  let calls = 0;
  const { schedule, claims, observed } = setUp(() => Promise.resolve(++calls), { claimed: true });
  schedule.start();
  await until(() => claims.length > 0);
  await schedule.stop();
  assertEquals([calls, observed.length], [0, 0]);
});
