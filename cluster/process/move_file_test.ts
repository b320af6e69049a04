import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { moveFile } from "./move_file.ts";

/** A folder of another file system, where there is one that can be written. */
const OTHER = Deno.build.os === "linux" ? "/dev/shm" : undefined;

const deviceOf = (path: string) => Deno.statSync(path).dev;

Deno.test({
  name: "moveFile() leaves an open file alone, across file systems too",
  ignore: !OTHER || deviceOf(OTHER) === deviceOf(await Deno.makeTempDir()),
  async fn() {
    const folder = await Deno.makeTempDir();
    for (const dir of [folder, OTHER]) {
      const from = await Deno.makeTempFile({ dir });
      const to = join(folder, "classes", "kafka.aot");
      await Deno.writeTextFile(from, "first");
      await moveFile(from, to);
      using mapped = await Deno.open(to);

      const again = await Deno.makeTempFile({ dir });
      await Deno.writeTextFile(again, "second");
      await moveFile(again, to);
      assertEquals(await new Response(mapped.readable).text(), "first");
      assertEquals(await Deno.readTextFile(to), "second");
      await assertRejects(() => Deno.stat(again), Deno.errors.NotFound);
      assertEquals((await Array.fromAsync(Deno.readDir(join(folder, "classes")))).length, 1);
    }
    await Deno.remove(folder, { recursive: true });
  },
});
