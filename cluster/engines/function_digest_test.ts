import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { type FunctionNode, topology } from "../topology.ts";
import { functionDigest } from "./function_digest.ts";

Deno.test("functionDigest() changes with a function's code, and with nothing else beside it", async () => {
  // A folder that is hidden is code all the same, where it is the function's.
  const folder = await Deno.makeTempDir({ prefix: ".function" });
  const lab = topology();
  const node: FunctionNode = {
    kind: "function",
    name: "orders",
    folder,
    port: 5010,
    readyPath: "/readyz",
  };
  const digest = () => functionDigest(lab, node);
  const write = (name: string, text: string) => Deno.writeTextFile(join(folder, name), text);
  await write("function.ts", "1");
  const first = await digest();
  assertEquals(await digest(), first);
  for (const name of ["function_test.ts", ".hidden"]) {
    await write(name, "x");
    assertEquals(await digest(), first, name);
  }
  await Deno.mkdir(join(folder, "node_modules"));
  await write("node_modules/a.js", "x");
  assertEquals(await digest(), first);
  const seen = new Set([first]);
  for (const [name, text] of [["function.ts", "2"], ["other.ts", "1"], [".env", "A=1"]]) {
    await write(name, text);
    seen.add(await digest());
  }
  assertEquals(seen.size, 4);
  await Deno.remove(folder, { recursive: true });
});
