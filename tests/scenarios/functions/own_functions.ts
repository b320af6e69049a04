import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { eventually, type Lab, type Outcome } from "../../lab.ts";

const [SOURCE, OUTPUT] = ["own-greetings", "own-answers"];

/** Answers with what it may read, and what not. */
const GREETER = `import { defineFunction } from "@instigator/functions";
import { greeting } from "../shared/greeting.ts";

const read = (path: string) => Deno.readTextFile(path).catch(({ name }: Error) => name);

export default defineFunction({
  port: 5017,
  trigger: { topics: ["${SOURCE}"], from: "earliest" },
  output: { topic: "${OUTPUT}" },
  env: { FROM_CODE: "code" },
  permissions: { env: ["FROM_FILE"] },
  each: async ({ value }) => ({
    key: null,
    value: [
      greeting,
      value,
      Deno.env.get("FROM_CODE"),
      Deno.env.get("FROM_FILE"),
      await read("name.txt"),
      await read("${join(Deno.cwd(), "deno.json")}"),
    ].join(),
  }),
});
`;

/** Users' own functions, in a folder outside the checkout, on the engine of a lab that runs. */
export function ownFunctionScenarios(shared: Lab): void {
  Deno.test("users' functions must come with up, run their code as it is, and go", async () => {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "instigator-own-" }));
    const lab = shared.with({ INSTIGATOR_FUNCTIONS: folder });
    try {
      await write(folder, {
        "greeter/function.ts": GREETER,
        "greeter/.env": "FROM_FILE=file\n",
        "greeter/name.txt": "Ann",
        "greeter/topics.json": JSON.stringify({
          topics: [SOURCE, OUTPUT].map((name) => ({ name, partitions: 1, replicationFactor: 3 })),
        }),
        "shared/greeting.ts": `export const greeting = "hello";\n`,
        "faulty/function.ts": "export default {{;\n",
      });
      await comeWithUp(lab, shared);
      await runTheirCodeAsItIs(lab, folder);
      await go(lab, folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
      await done(shared.task("up"));
    }
  });
}

async function comeWithUp(lab: Lab, shared: Lab): Promise<void> {
  const { stderr } = await done(lab.task("up"));
  assertStringIncludes(stderr, "faulty is broken: SyntaxError");
  assertStringIncludes(stderr, "at function.ts:1:17");
  // The folder needs to be named once.
  const { ready, functions, warnings } = JSON.parse(
    (await done(shared.task("status", "--json"))).stdout,
  );
  const [greeter, faulty] = ["greeter", "faulty"].map((name) =>
    functions.find((one: { name: string }) => one.name === name)
  );
  assertEquals([ready, greeter.state, faulty.state, warnings.length], [true, "ready", "broken", 1]);
  assert(greeter.pid > 0);
  assertMatch((await done(shared.task("logs", "greeter"))).stdout, /greeter listens on/);
  const named = await lab.task("up", "faulty");
  assertEquals(named.code, 1);
  assertStringIncludes(named.stderr, "Cannot start faulty: faulty is broken: SyntaxError");

  await lab.produce(SOURCE, "one");
  await lab.consumed(OUTPUT, "hello,one,code,file,Ann,NotCapable");
}

async function runTheirCodeAsItIs(lab: Lab, folder: string): Promise<void> {
  await write(folder, { "shared/greeting.ts": `export const greeting = "good day";\n` });
  const { stderr } = await done(lab.task("up"));
  assertStringIncludes(stderr, "greeter: its code has changed");
  await lab.produce(SOURCE, "two");
  await lab.consumed(OUTPUT, "good day,two");
}

async function go(lab: Lab, folder: string): Promise<void> {
  await Deno.remove(join(folder, "greeter"), { recursive: true });
  await Deno.remove(join(folder, "faulty"), { recursive: true });
  await done(lab.task("up"));
  await eventually("nothing of it runs", async () => !(await lab.pids()).has("greeter"));
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(join(folder, path, ".."), { recursive: true });
    await Deno.writeTextFile(join(folder, path), text);
  }
}

async function done(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  assertEquals(outcome.code, 0, outcome.stdout + outcome.stderr);
  return outcome;
}
