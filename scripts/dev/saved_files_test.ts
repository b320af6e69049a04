import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { savedFiles } from "./saved_files.ts";

Deno.test("savedFiles() tells of a save once, and of nothing that an editor does beside it", async () => {
  const folder = await Deno.makeTempDir();
  const ending = new AbortController();
  try {
    const saves = savedFiles([folder], ending.signal);
    const first = saves.next();
    const path = join(folder, "function.ts");
    await Deno.writeTextFile(`${path}~`, "backup");
    await Deno.writeTextFile(path, "");
    await Deno.writeTextFile(path, "text");
    assertEquals([...(await first).value ?? []], [path]);

    const second = saves.next();
    await Deno.rename(path, join(folder, "renamed.ts"));
    assertEquals([...(await second).value ?? []].toSorted(), [path, join(folder, "renamed.ts")]);

    const last = saves.next();
    ending.abort();
    assertEquals((await last).done, true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
