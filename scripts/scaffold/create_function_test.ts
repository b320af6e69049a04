import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { labEnvironment, PROJECT_ROOT } from "../../cluster/environment.ts";
import { createFunction, type Order } from "./create_function.ts";

/** What is asked for, by the name of the function. */
const ORDERS: Record<string, Omit<Order, "name">> = {
  "test-records": { topics: ["orders"], http: false },
  ["long-" + "o".repeat(58)]: {
    topics: ["t".repeat(100), "returns"],
    output: "u".repeat(200),
    http: false,
  },
  "test-hook": { topics: [], http: true, schedule: "*/5 * * * *" },
  // A word that code keeps for itself.
  "delete": { topics: ["all"], output: "of", http: true, schedule: "0 6 * * 1" },
};

/** Runs `deno …` in a folder with the project's settings. */
async function deno(cwd: string, task: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [task, "--quiet", `--config=${join(PROJECT_ROOT, "deno.json")}`, ...args],
    cwd,
    env: { NO_COLOR: "1" },
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  assertEquals(code, 0, `deno ${task}: ${said}`);
}

async function inFolder(test: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.realPath(await Deno.makeTempDir());
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const environment = (dir: string) => ({ ...labEnvironment(), stateDir: dir, functionsDir: dir });

Deno.test("whatever function is asked for, it is formatted, linted and typed, and its tests pass", async () => {
  await inFolder(async (dir) => {
    const ports: number[] = [];
    for (const [name, wanted] of Object.entries(ORDERS)) {
      ports.push((await createFunction(environment(dir), { name, ...wanted })).port);
    }
    assertEquals(new Set(ports).size, ports.length);
    const paths = Object.keys(ORDERS);
    await deno(dir, "fmt", "--check", ...paths);
    await deno(dir, "lint", ...paths);
    await deno(dir, "test", "--allow-env", "--allow-read", ...paths);
  });
});

Deno.test("what cannot be is refused, and nothing is written", async () => {
  await inFolder(async (dir) => {
    const order: Order = { name: "test-orders", topics: ["orders"], http: false };
    const cases: [Partial<Order>, string][] = [
      [{ port: 9092 }, "port 9092 is kafka1's"],
      [{ name: "kafka1" }, "the name kafka1 is taken"],
      [{ name: "producer" }, "is there already"],
      [{ schedule: "noon" }, "schedule must be a cron expression"],
      [{ output: "orders" }, "output: orders is consumed too"],
    ];
    for (const [change, message] of cases) {
      const made = () => createFunction(environment(dir), { ...order, ...change });
      await assertRejects(made, Error, message);
    }
    assertEquals((await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name), []);
  });
});

Deno.test("topics that the lab has already are not brought again", async () => {
  await inFolder(async (dir) => {
    const first = { name: "test-a", topics: ["sampleOne", "test-topic"], http: false };
    await createFunction(environment(dir), first);
    const text = await Deno.readTextFile(join(dir, "test-a", "topics.json"));
    assertEquals(
      JSON.parse(text).topics.map(({ name }: { name: string }) => name),
      ["test-topic"],
    );
    const { files } = await createFunction(environment(dir), { ...first, name: "test-b" });
    assertEquals(files.includes("topics.json"), false);
  });
});
