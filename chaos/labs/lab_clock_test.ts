import { assertEquals } from "@std/assert";
import { runCommand } from "../../cluster/process/run_command.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { topology } from "../../cluster/topology.ts";
import { clockLab } from "./lab_clock.ts";

const DAY = 86_400;

const whyNot = await clockLab.whyNot();

Deno.test({
  name: "a process has the clock of its name, and no other",
  ignore: whyNot !== undefined,
  async fn() {
    const stateDir = await Deno.makeTempDir();
    await using disposal = new AsyncDisposableStack();
    disposal.defer(() => Deno.remove(stateDir, { recursive: true }));
    const lab = { environment: { ...labEnvironment(), stateDir }, topology: topology(0) };
    const clock = (await clockLab.prepare(lab, disposal)).clock!;
    const [one, other] = [clock.variables("one"), clock.variables("other")];
    clock.set("one", -DAY);
    assertEquals(await daysOff(one), -1);
    assertEquals(await daysOff(other), 0);
    clock.set("one", DAY);
    assertEquals(await daysOff(one), 1);
  },
});

/** How many days the clock is off of a process with these variables. */
async function daysOff(env: Record<string, string>): Promise<number> {
  const { stdout } = await runCommand("date", ["+%s"], { env });
  return Math.round((Number(stdout) - Date.now() / 1_000) / DAY) + 0;
}
