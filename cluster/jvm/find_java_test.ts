import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";
import { findJava, JavaError, readJava } from "./find_java.ts";
import { fetchJava } from "./java_runtime.ts";
import { silent } from "../progress.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function makeJava(home: string, version: string): Promise<void> {
  await Deno.mkdir(join(home, "bin"), { recursive: true });
  await Deno.writeTextFile(join(home, "bin", "java"), "");
  await Deno.writeTextFile(join(home, "release"), `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`);
}

function environment(folder: string, java?: string): LabEnvironment {
  return { offset: 0, stateDir: folder, cacheDir: folder, java };
}

Deno.test("readJava() tells the feature release", async () => {
  await withFolder(async (folder) => {
    for (const [version, feature] of [["25.0.2", 25], ["17", 17], ["1.8.0_402", 8]] as const) {
      await makeJava(folder, version);
      assertEquals((await readJava(folder))?.feature, feature);
    }
    assertEquals(await readJava(join(folder, "bin")), undefined);
  });
});

Deno.test("findJava() takes the Java that INSTIGATOR_JAVA names, by home or launcher", async () => {
  await withFolder(async (folder) => {
    const home = join(folder, "jdk");
    await makeJava(home, "21.0.1");
    const real = await Deno.realPath(home);
    for (const path of [home, join(home, "bin", "java")]) {
      assertEquals((await findJava(environment(folder, path)))?.home, real);
    }
  });
});

Deno.test("findJava() refuses an INSTIGATOR_JAVA that is too old, or none", async () => {
  await withFolder(async (folder) => {
    await makeJava(folder, "11.0.2");
    await assertRejects(
      () => findJava(environment(folder, folder)),
      JavaError,
      "it is Java 11.0.2",
    );
    const none = environment(folder, "/nowhere");
    await assertRejects(() => findJava(none), JavaError, "there is no bin/java");
  });
});

Deno.test("fetchJava() brings a Java that runs", async () => {
  await withFolder(async (folder) => {
    const java = await fetchJava(environment(folder), silent);
    assert(java.feature >= 17);
    const { code } = await new Deno.Command(java.executable, { args: ["-version"], stderr: "null" })
      .output();
    assertEquals(code, 0);
  });
});
