import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { functionFolders } from "./function_folders.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(folder: string, name: string, file = "function.ts"): Promise<void> {
  await Deno.mkdir(join(folder, name), { recursive: true });
  await Deno.writeTextFile(join(folder, name, file), "");
}

Deno.test("functionFolders() finds what has a function.ts, by name", async () => {
  await withFolder(async (folder) => {
    const own = async () =>
      (await functionFolders({ functionsDir: folder })).filter(({ path }) =>
        path.startsWith(folder)
      )
        .map(({ name }) => name);
    assertEquals(await own(), []);
    for (const name of ["test-orders", "test-billing", ".new-orders"]) await write(folder, name);
    await write(folder, "test-shared", "money.ts");
    await Deno.writeTextFile(join(folder, "function.ts"), "");
    assertEquals(await own(), ["test-billing", "test-orders"]);
  });
});

Deno.test("functionFolders() refuses a folder that is not there", async () => {
  await assertRejects(
    () => functionFolders({ functionsDir: "/no/such" }),
    Error,
    "INSTIGATOR_FUNCTIONS is /no/such, which is no folder",
  );
});
