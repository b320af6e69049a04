import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { canMount, Tmpfs } from "../../../tests/processes/tmpfs.ts";
import { moveFile } from "./move_file.ts";

Deno.test({
  name: "moveFile() leaves an open file alone, across file systems too",
  ignore: !canMount(),
  async fn() {
    using other = new Tmpfs("1m");
    const folder = await Deno.makeTempDir();
    for (const dir of [folder, other.path]) {
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
