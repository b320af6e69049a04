/**
 * `deno task manifests` as users call it. What it writes is held against a real API server in
 * validation_test.ts.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { runCommand } from "../../cluster/process/run_command.ts";

const EXAMPLE = join(PROJECT_ROOT, "examples/orders");

Deno.test("manifests must be those of the lab and of a folder of functions, and --check tell when they are not", async () => {
  const folder = await Deno.makeTempDir({ prefix: "instigator-manifests-" });
  try {
    const out = join(folder, "k8s");
    const written = await manifests(folder, EXAMPLE, "--out", out);
    assertEquals(written.success, true, written.stderr);
    const kustomization = await Deno.readTextFile(join(out, "base/kustomization.yaml"));
    for (const name of ["producer", "consumer", "console", "burrow", "rest"]) {
      assertStringIncludes(kustomization, `- ${name}\n`);
    }
    for (const name of ["webhook", "invoices", "closing"]) {
      assertStringIncludes(kustomization, `- ${name}\n`);
    }

    const same = await manifests(folder, EXAMPLE, "--out", out, "--check");
    assertEquals(same.success, true, same.stderr);

    const scaled = join(out, "base/invoices/scaled-object.yaml");
    await Deno.writeTextFile(scaled, (await Deno.readTextFile(scaled)).replace("500", "50"));
    const other = await manifests(folder, EXAMPLE, "--out", out, "--check");
    assertEquals(other.success, false);
    assertStringIncludes(other.stdout, `different ${out}/base/invoices/scaled-object.yaml`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("more replicas than partitions must be refused, as they would be idle", async () => {
  const folder = await Deno.makeTempDir({ prefix: "instigator-manifests-" });
  try {
    const invoices = join(folder, "own/invoices");
    await Deno.mkdir(invoices, { recursive: true });
    await Deno.copyFile(join(EXAMPLE, "order.ts"), join(folder, "own/order.ts"));
    const text = await Deno.readTextFile(join(EXAMPLE, "invoices/function.ts"));
    await Deno.writeTextFile(
      join(invoices, "function.ts"),
      text.replace("port: 5011,", "port: 5011,\n  replicas: 4,"),
    );
    const topics = ["orders", "invoices"].map((name) => ({
      name,
      partitions: 3,
      replicationFactor: 3,
    }));
    await Deno.writeTextFile(join(invoices, "topics.json"), JSON.stringify({ topics }));
    const refused = await manifests(folder, join(folder, "own"), "--out", join(folder, "k8s"));
    assertEquals(refused.success, false);
    assertStringIncludes(refused.stderr, "it says 4 replicas, and orders has 3 partitions");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs the task for the functions of a folder, with a state of its own. */
async function manifests(state: string, functions: string, ...args: string[]) {
  return await runCommand(Deno.execPath(), ["task", "--quiet", "manifests", ...args], {
    env: { INSTIGATOR_FUNCTIONS: functions, INSTIGATOR_STATE: state, NO_COLOR: "1" },
  });
}
