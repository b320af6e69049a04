import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { type Lab, type Outcome } from "../../lab.ts";
import { RunningCommand } from "../../processes/running_command.ts";

/** The way of README.md: a function is made, run, broken, mended, and its dead letters are driven again. */
export function newcomerScenarios(shared: Lab): void {
  Deno.test("a newcomer must get from nothing to a function that works, breaks and is mended", async () => {
    const folder = await Deno.makeTempDir({ prefix: "instigator-newcomer-" });
    const lab = shared.with({ INSTIGATOR_FUNCTIONS: folder });
    try {
      await walk(lab, folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

const NAME = "newcomer-orders";
const [SOURCE, OUTPUT] = ["newcomer-orders", "newcomer-invoices"];

async function walk(lab: Lab, folder: string): Promise<void> {
  await done(lab.task("new", NAME, "--topic", SOURCE, "--output", OUTPUT));
  const file = join(folder, NAME, "function.ts");
  const original = await Deno.readTextFile(file);
  const save = (from: string, to: string) => Deno.writeTextFile(file, original.replace(from, to));
  const total = "value.price * value.amount";

  const dry = await done(lab.task("invoke", NAME, "--dry-run"));
  assertStringIncludes(dry.stdout, `${OUTPUT} a {"id":"a","total":10}`);

  {
    await using dev = new RunningCommand(lab, "dev", NAME);
    await dev.says(/Running newcomer-orders/);
    await order(lab, { id: "a", price: 2, amount: 3 });
    await dev.says(/1 record, 1 output, /);
    await lab.consumed(OUTPUT, `{"id":"a","total":6}`);
    await dev.says(/Checked the types/);

    // A line is changed and saved.
    await save(total, `100 * ${total}`);
    await dev.says(/Running newcomer-orders .* after it was saved/);
    await order(lab, { id: "b", price: 2, amount: 3 });
    await lab.consumed(OUTPUT, `{"id":"b","total":600}`);

    // A type is wrong: the last good version goes on.
    await save(total, "value.prize");
    await dev.says(/function\.ts:\d+:\d+ TS2551 Property 'prize' does not exist/);
    await dev.says(/Keeping newcomer-orders as it was/);
    await order(lab, { id: "c", price: 2, amount: 3 });
    await lab.consumed(OUTPUT, `{"id":"c","total":600}`);

    // It cannot be loaded.
    await save("export default", "throw new Error('not yet');\nexport default");
    await dev.says(/Cannot run newcomer-orders: Error: not yet at function\.ts:\d+:\d+/);

    // It breaks on a record, which ends in the dead letters.
    await save("return {", `if (value.id === "d") throw new Error("no d");\n    return {`);
    await dev.says(/Running newcomer-orders/);
    await order(lab, { id: "d", price: 2, amount: 3 });
    await dev.says(/no d\n\s+at .*function\.ts:\d+:\d+/);
    // It is tried a few times, and only then put away.
    await dev.says(/Put away newcomer-orders\/\d+\/\d+, which failed 4 times/);
    const letters = `${SOURCE}.${NAME}.dlq`;
    await lab.consumed(letters, `"id":"d"`);
    assertMatch((await done(lab.task("dlq", "list", letters))).stdout, /no d/);

    // It is mended, and the record driven again.
    await save("return {", "return {");
    await dev.says(/Running newcomer-orders/);
    await done(lab.task("dlq", "redrive", letters, "--yes"));
    await lab.consumed(OUTPUT, `{"id":"d","total":6}`);

    // It is called by hand, and nothing is written.
    const last = await done(lab.task("invoke", NAME, "--last", "1", "--dry-run", "--json"));
    const { outputs, dryRun } = JSON.parse(last.stdout);
    assertEquals([dryRun, outputs.length], [true, 1]);

    const { code } = await dev.stop();
    assertEquals(code, 0);
  }

  {
    await using dev = new RunningCommand(lab, "dev", NAME, "--replay", "2");
    await dev.says(/Running newcomer-orders/);
    await dev.says(/Replayed the last 2 of newcomer-orders, as a dry run/);
    await dev.says(/2 records, none failed, 2 outputs, not written/);
  }
  await done(lab.task("test", "--no-check", join(folder, NAME)));
}

/** Writes an order as a newcomer would. */
async function order(lab: Lab, value: { id: string; price: number; amount: number }) {
  const producing = lab.spawn("produce", SOURCE);
  const writer = producing.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(value) + "\n"));
  await writer.close();
  const { code, stderr } = await producing.output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
}

async function done(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  assertEquals(outcome.code, 0, outcome.stdout + outcome.stderr);
  return outcome;
}
