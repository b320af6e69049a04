/**
 * What a function cannot do, with the very flags that the native engine gives it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { functionProcess } from "../../cluster/engines/native/function_process.ts";
import { ownFunctionProcess } from "../../cluster/engines/native/own_function_process.ts";
import { labEnvironment, PROJECT_ROOT } from "../../cluster/environment.ts";
import type { OwnFunction } from "../../cluster/own/own_function.ts";
import { topology } from "../../cluster/topology.ts";
import { defineFunction } from "../../functions/runtime/define/define_function.ts";
import { describe } from "../../functions/runtime/define/describe.ts";
import { readDefinition } from "../../functions/runtime/define/read_definition.ts";

/** Tries what no function needs, and prints what it was let. */
const PROBE = `
const tries = {
  "read a file of the system": () => Deno.readTextFileSync("/etc/passwd"),
  "read a folder of others": () => [...Deno.readDirSync("/")],
  "read the token's folder": () => [...Deno.readDirSync(Deno.args[0])],
  "write a file": () => Deno.writeTextFileSync(Deno.args[0] + "/written", ""),
  "write a temporary file": () => Deno.makeTempFileSync(),
  "reach another port of this machine": () => Deno.connect({ hostname: "127.0.0.1", port: 22 }),
  "reach another machine": () => Deno.connect({ hostname: "192.0.2.1", port: 80 }),
  "listen where it likes": () => Deno.listen({ hostname: "127.0.0.1", port: 4999 }),
  "run a program": () => new Deno.Command("true").outputSync(),
  "read a variable that is not its own": () => Deno.env.get("HOME"),
  "read all variables": () => Deno.env.toObject(),
  "load a native library": () => Deno.dlopen("libc.so.6", {}),
  "ask how the system is": () => Deno.systemMemoryInfo(),
  "import what is elsewhere": () => import("file:///etc/passwd"),
};
const let_ = [];
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    let_.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) let_.push(name + ": " + error.name);
  }
}
// A module that may not be read is told by a TypeError, whose text names the permission.
console.log(JSON.stringify(let_.filter((one) => one !== "import what is elsewhere: TypeError")));
Deno.exit(0);
`;

/** What a process with these flags was let of all that. */
async function letDo(
  { command, env }: { command: readonly string[]; env: Record<string, string> },
  modules: number,
): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    const probe = join(folder, "probe.js");
    await Deno.writeTextFile(probe, PROBE);
    const [deno, ...args] = command.slice(0, -modules);
    const { stdout, stderr } = await new Deno.Command(deno, {
      args: [...args.filter((arg) => !arg.startsWith("--env-file")), probe, folder],
      env,
      clearEnv: true,
      cwd: folder,
      stdin: "null",
    }).output();
    const [output, fault] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    if (output === "") throw new Error(fault);
    return JSON.parse(output);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const lab = topology(20_000);
const environment = labEnvironment({ get: (name) => name === "HOME" ? "/nowhere" : undefined });

for (const node of lab.functions) {
  Deno.test(`${node.name} must be let do nothing that it does not need`, async () => {
    assertEquals(await letDo(functionProcess(environment, lab, node), 1), []);
  });
}

Deno.test("a user's function must be let do nothing that its definition does not ask for", async () => {
  const folder = join(PROJECT_ROOT, "functions", "orders");
  const own: OwnFunction = {
    name: "orders",
    folder,
    file: join(folder, "function.ts"),
    config: join(PROJECT_ROOT, "deno.json"),
    imports: [],
    description: describe(
      readDefinition("orders", defineFunction({ port: 5010, fetch: () => new Response() })),
    ),
  };
  const node = { kind: "function", name: "orders", folder, port: 5010, readyPath: "/readyz", own };
  assertEquals(await letDo(ownFunctionProcess(lab, node as never), 2), []);
});
