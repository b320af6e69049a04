import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { writeFolder } from "./write_folder.ts";

const FILES = new Map([["function.ts", "export default  1"]]);

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
}

Deno.test("writeFolder() writes all files, formatted, or none", async () => {
  const root = await Deno.makeTempDir();
  try {
    const path = join(root, "functions", "orders");
    const check = () => Promise.reject(new Error("no"));
    await assertRejects(() => writeFolder({ path, files: FILES, check }), Error, "no");
    assertEquals(await names(root), []);
    await writeFolder({ path, files: FILES, check: () => Promise.resolve() });
    assertEquals(await names(join(root, "functions")), ["orders"]);
    assertEquals(await Deno.readTextFile(join(path, "function.ts")), "export default 1;\n");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
