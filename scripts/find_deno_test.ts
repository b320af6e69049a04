import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";

const SCRIPTS = new URL(".", import.meta.url).pathname;

/** Runs the shell with these variables only. */
async function shell(script: string, env: Record<string, string>) {
  const command = new Deno.Command("/bin/sh", {
    args: ["-euc", `. ./find_deno.sh; ${script}`],
    cwd: SCRIPTS,
    clearEnv: true,
    env,
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test({
  name: "find_deno.sh finds a Deno in a home with a blank, and needs no home for one on the PATH",
  ignore: Deno.build.os === "windows",
  async fn() {
    const home = await Deno.makeTempDir({ prefix: "home of ann " });
    const bin = join(home, ".deno", "bin");
    await Deno.mkdir(bin, { recursive: true });
    await Deno.symlink(Deno.execPath(), join(bin, "deno"));
    const run = `run_deno eval 'console.log("it runs", Deno.args[0])' "a b"`;
    const dir = { DENO_DIR: await Deno.makeTempDir() };
    const environments: Record<string, string>[] = [
      { HOME: home, PATH: "/usr/bin:/bin" },
      { PATH: `${bin}:/usr/bin:/bin` },
    ];
    for (const env of environments) {
      assertEquals(await shell(run, { ...env, ...dir }), { code: 0, said: "it runs a b\n" });
    }
    await Deno.remove(home, { recursive: true });
  },
});

Deno.test({
  name: "find_deno.sh says what to set where Deno must be fetched, and there is no home",
  ignore: Deno.build.os === "windows",
  async fn() {
    // Only what the script itself needs, and a pip that is not asked.
    const path = await Deno.makeTempDir();
    await Deno.writeTextFile(join(path, "python3"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    const { code, said } = await shell(":", { PATH: path });
    assertEquals(code, 1);
    assertStringIncludes(said, "by INSTIGATOR_CACHE, or set HOME");
    await Deno.remove(path, { recursive: true });
  },
});
