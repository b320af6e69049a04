import { assertEquals } from "@std/assert";
import type { FunctionDescription } from "../../cluster/own/own_function.ts";
import { type DevEvent, DevFunction, type DevWorld } from "./dev_function.ts";
import type { DevProcess } from "./dev_process.ts";
import type { TypeFault } from "./type_checker.ts";

function description(change: Partial<FunctionDescription> = {}): FunctionDescription {
  return {
    name: "orders",
    port: 5010,
    description: null,
    trigger: { topics: ["orders"], group: "orders", from: "latest", batch: { records: 500 } },
    output: null,
    deadLetters: {},
    fetch: false,
    schedule: null,
    permissions: { net: [], env: [], read: [] },
    replicas: 1,
    env: {},
    resources: {},
    ...change,
  };
}

/** A world in which processes are numbered, and what happens is written down. */
class FakeWorld implements DevWorld {
  readonly log: string[] = [];
  readonly events: DevEvent[] = [];
  /** What the function is as it is saved: its description, or nothing where it cannot be loaded. */
  saved: FunctionDescription | undefined = description();
  faults: TypeFault[] = [];
  killed = false;
  #started = 0;
  #told = Promise.withResolvers<void>();

  start(): DevProcess {
    const id = ++this.#started;
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    this.log.push(`start ${id}`);
    return {
      pid: id,
      ended,
      load: () => {
        if (this.saved === undefined) resolve("exit code 1");
        return Promise.resolve(this.saved ?? ["SyntaxError"]);
      },
      run: () => {
        this.log.push(`run ${id}`);
      },
      stop: () => {
        this.log.push(`stop ${id}`);
        resolve("exit code 0");
        return Promise.resolve(this.killed);
      },
    } as Partial<DevProcess> as DevProcess;
  }

  describe = () => Promise.resolve(this.saved);
  typeFaults = () => Promise.resolve(this.faults);
  untilWorking = () => Promise.resolve();

  onKilled(): Promise<void> {
    this.log.push("took it out of its group");
    return Promise.resolve();
  }

  tell(event: DevEvent): void {
    this.events.push(event);
    this.#told.resolve();
    this.#told = Promise.withResolvers();
  }

  /** Saves, and settles when what came of it is told. */
  async save(worked: DevFunction, isSetting = false): Promise<DevEvent> {
    const told = this.#told.promise;
    worked.save(isSetting);
    await told;
    return this.events.at(-1)!;
  }
}

async function started(world: FakeWorld): Promise<DevFunction> {
  const worked = new DevFunction(world, world.saved);
  await worked.start();
  return worked;
}

Deno.test("a save runs in a process that was ready for it, once the former one has ended", async () => {
  const world = new FakeWorld();
  const worked = await started(world);
  assertEquals((await world.save(worked)).kind, "running");
  await worked.stop();
  assertEquals(world.log, [
    ...["start 1", "run 1", "start 2"],
    ...["stop 1", "run 2", "start 3"],
    ...["stop 3", "stop 2"],
  ]);
});

Deno.test("what cannot be loaded, or has wrong types, leaves the last good version running", async () => {
  const world = new FakeWorld();
  const worked = await started(world);
  const faults = [{
    path: "function.ts",
    line: 1,
    column: 1,
    code: "TS2322",
    message: "no",
    source: "",
  }];
  world.faults = faults;
  const refused = { kind: "refused" as const, goesOn: true };
  assertEquals(await world.save(worked), { ...refused, why: "types", faults });
  world.faults = [];
  world.saved = undefined;
  assertEquals(await world.save(worked), { ...refused, why: "load", lines: [] });
  assertEquals(world.log.includes("stop 1"), false);
  world.saved = description();
  assertEquals((await world.save(worked)).kind, "running");
  assertEquals(world.log.includes("stop 1"), true);
  await worked.stop();
});

Deno.test("a process that has read other settings is not used", async () => {
  const world = new FakeWorld();
  const worked = await started(world);
  assertEquals((await world.save(worked, true)).kind, "running");
  assertEquals(world.log.slice(3), ["stop 2", "start 3", "stop 1", "run 3", "start 4"]);
  await worked.stop();
});

Deno.test("a function that wants other permissions gets a process that has them", async () => {
  const world = new FakeWorld();
  const worked = await started(world);
  world.saved = description({ permissions: { net: ["example.com"], env: [], read: [] } });
  assertEquals((await world.save(worked)).kind, "running");
  assertEquals(world.log.slice(3), ["stop 2", "start 3", "stop 1", "run 3", "start 4"]);
  await worked.stop();
});

Deno.test("a function that cannot be loaded at first runs when it can", async () => {
  const world = new FakeWorld();
  world.saved = undefined;
  const worked = await started(world);
  assertEquals(world.events, [{ kind: "refused", why: "load", goesOn: false, lines: [] }]);
  world.saved = description();
  assertEquals((await world.save(worked)).kind, "running");
  await worked.stop();
});

Deno.test("a group is freed of a member that had to be killed", async () => {
  const world = new FakeWorld();
  const worked = await started(world);
  world.killed = true;
  await world.save(worked);
  assertEquals(world.log.slice(3, 6), ["stop 1", "took it out of its group", "run 2"]);
  await worked.stop();
});
