import { assertEquals, assertRejects } from "@std/assert";
import { EnvironmentError } from "../../../cluster/environment.ts";
import { type Command, execute, Interrupted, UsageError } from "./command.ts";

const OPTIONS = { count: { type: "string" }, json: { type: "boolean" } } as const;

function command(run: Command<typeof OPTIONS>["run"]): Command<typeof OPTIONS> {
  const usage = "Usage: deno task example [word…] [--count N] [--json]";
  return { usage, options: OPTIONS, takesWords: true, run };
}

Deno.test("execute() hands on flags and positionals, and returns the exit code", async () => {
  const seen: unknown[] = [];
  const code = await execute(
    command((flags, positionals) => {
      seen.push(flags.count, flags.json, positionals);
      return Promise.resolve(1);
    }),
    ["a", "--count", "3", "b"],
  );
  assertEquals(code, 1);
  assertEquals(seen, ["3", undefined, ["a", "b"]]);
});

Deno.test("execute() tells wrong usage (2) from failure (1)", async () => {
  const cases: [string[], Error | undefined, number][] = [
    [["--nope"], undefined, 2],
    [["--count"], undefined, 2],
    [["--json=yes"], undefined, 2],
    [[], new UsageError("Cannot go on: no topic"), 2],
    [[], new EnvironmentError(["INSTIGATOR_PORT_OFFSET is …"]), 2],
    [[], new Error("Cannot reach the cluster"), 1],
    [[], new Interrupted(130), 130],
    [["--help"], undefined, 0],
  ];
  for (const [args, error, expected] of cases) {
    const run = () => error ? Promise.reject(error) : Promise.resolve(0);
    assertEquals(await execute(command(run), args), expected, `${args} ${error?.message}`);
  }
});

Deno.test("execute() does not hide a fault of the script", async () => {
  await assertRejects(
    () => execute(command(() => Promise.reject(new TypeError("x is not a function"))), []),
    TypeError,
  );
});

Deno.test("execute() refuses words that mean nothing to a script, and does not run it", async () => {
  let ran = 0;
  const wordless: Command<typeof OPTIONS> = {
    ...command(() => Promise.resolve(ran++)),
    takesWords: false,
  };
  assertEquals(await execute(wordless, ["now"]), 2);
  assertEquals(await execute(wordless, ["--json", "now"]), 2);
  assertEquals(ran, 0);
  assertEquals(await execute(wordless, ["--json"]), 0);
});

Deno.test("execute() names the flag that was meant", async () => {
  const said: string[] = [];
  const { error } = console;
  console.error = (text: string) => said.push(text.split("\n")[0]);
  try {
    for (const flag of ["--cuont=3", "--jso", "-x"]) {
      await execute(command(() => Promise.resolve(0)), [flag]);
    }
  } finally {
    console.error = error;
  }
  assertEquals(said, [
    "Error There is no flag --cuont; did you mean --count?",
    "Error There is no flag --jso; did you mean --json?",
    "Error Unknown option '-x'",
  ]);
});
