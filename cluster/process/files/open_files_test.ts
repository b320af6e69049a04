import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { parseOpenFiles, processesIn } from "./open_files.ts";

Deno.test("processesIn() finds who has a file of the folder open, by any path to it", async () => {
  const folder = await Deno.makeTempDir({ prefix: "open files, é" });
  await Deno.mkdir(join(folder, "data"));
  const link = `${folder}-link`;
  await Deno.symlink(folder, link);
  assertEquals(await processesIn(join(folder, "data")), []);
  {
    using _file = await Deno.create(join(folder, "data", "log"));
    assertEquals(await processesIn(join(folder, "data")), [Deno.pid]);
    assertEquals(await processesIn(join(link, "data")), [Deno.pid]);
    assertEquals(await processesIn(join(folder, "dat")), []);
  }
  assertEquals(await processesIn(join(folder, "data")), []);
  await Deno.remove(link);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("parseOpenFiles() counts a process once, and files that are removed too", () => {
  const listing = `/proc/7/fd:
total 0
l-wx------ 1 0 0 64 Nov 22 17:00 1 -> /lab/data/kafka1/a.log
l-wx------ 1 0 0 64 Nov 22 17:00 2 -> /lab/data/kafka1/b.log (deleted)

/proc/8/fd:
lrwx------ 1 0 0 64 Nov 22 17:00 1 -> socket:[5]
lrwx------ 1 0 0 64 Nov 22 17:00 2 -> /lab/data-of-another/x`;
  assertEquals(parseOpenFiles(listing, "/lab/data"), [7]);
});
