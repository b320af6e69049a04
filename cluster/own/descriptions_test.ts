import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import { descriptions } from "./description_cache.ts";
import { isBroken } from "./describe_function.ts";
import { functionSources } from "./function_sources.ts";
import type { FunctionSource, OwnFunction } from "./own_function.ts";

const FUNCTION = `import { defineFunction } from "@instigator/functions";
import { port } from "../shared/port.ts";
export default defineFunction({ port, trigger: { topics: ["a"] }, each() {} });
`;

/** Runs a test in a folder with functions of these texts, and a module that they may share. */
async function withFunctions(
  texts: Record<string, string>,
  test: (folder: string, describe: () => ReturnType<typeof descriptions>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(join(folder, "shared"));
    await Deno.writeTextFile(join(folder, "shared/port.ts"), "export const port = 5010;\n");
    for (const [name, text] of Object.entries(texts)) {
      await Deno.mkdir(join(folder, name));
      await Deno.writeTextFile(join(folder, name, "function.ts"), text);
    }
    const sources = (await functionSources({ functionsDir: folder }))
      .filter((source) => source.folder.startsWith(folder));
    await test(folder, () => descriptions({ stateDir: folder }, sources));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("descriptions() says what functions are, and why others are none", async () => {
  await withFunctions({
    good: FUNCTION,
    plain: `export default { port: 5010 };`,
    throws: `const list: string[] = [];\nthrow new Error("no " + list.length);`,
    typo: `export default {{;\n`,
    wrong: FUNCTION.replace("{ port,", `{ port: 0, tigger: 1,`),
  }, async (folder, describe) => {
    const all = await describe();
    const reasons = Object.fromEntries(
      all.map((one) => [one.name, isBroken(one) ? one.reason : undefined]),
    );
    assertMatch(reasons.plain!, /must have defineFunction\(\{ … \}\) as its default export/);
    assertEquals(reasons.throws, "Error: no 0 at function.ts:2:7");
    assertMatch(reasons.typo!, /^SyntaxError: Unexpected token .* at function\.ts:1:17$/);
    assertMatch(
      reasons.wrong!,
      /^port must be a whole number from 1 to 65535; tigger is unknown; known are /,
    );
    const { config, imports, description } = all[0] as OwnFunction;
    assertEquals(config, join(PROJECT_ROOT, "deno.json"));
    assertEquals(
      imports.toSorted(),
      ["good/function.ts", "shared/port.ts"].map((path) => join(folder, path)),
    );
    assertEquals([description.name, description.port], ["good", 5010]);
  });
});

Deno.test("descriptions() asks again when anything has changed that a function imports", async () => {
  await withFunctions({ orders: FUNCTION }, async (folder, describe) => {
    const port = async () => {
      const [one] = await describe();
      assert(!isBroken(one));
      return one.description.port;
    };
    assertEquals(await port(), 5010);
    const cache = join(folder, "descriptions.json");
    // What is kept is taken for as long as it holds.
    const kept = await Deno.readTextFile(cache);
    await Deno.writeTextFile(cache, kept.replace('"port":5010', '"port":5999'));
    assertEquals(await port(), 5999);
    await Deno.writeTextFile(join(folder, "shared/port.ts"), "export const port = 5011;\n");
    assertEquals(await port(), 5011);
    await Deno.writeTextFile(cache, "{");
    assertEquals(await port(), 5011);
  });
});

Deno.test("a function's .env is there when it is described, and other variables are not", async () => {
  const text = FUNCTION.replace("{ port,", `{ port: Number(Deno.env.get("WANTED_PORT") ?? 1),`);
  await withFunctions({ orders: text }, async (folder, describe) => {
    Deno.env.set("WANTED_PORT", "2");
    try {
      const ports = async () =>
        (await describe()).map((one) => isBroken(one) ? one.reason : one.description.port);
      assertEquals(await ports(), [1]);
      await Deno.writeTextFile(join(folder, "orders/.env"), "WANTED_PORT=5012\n");
      assertEquals(await ports(), [5012]);
    } finally {
      Deno.env.delete("WANTED_PORT");
    }
  });
});

Deno.test("a function has the configuration that is nearest to it", async () => {
  await withFunctions({ orders: FUNCTION }, async (folder) => {
    const config = async () =>
      (await functionSources({ functionsDir: folder }))
        .find((source: FunctionSource) => source.folder.startsWith(folder))!.config;
    await Deno.writeTextFile(join(folder, "deno.json"), "{}");
    assertEquals(await config(), join(folder, "deno.json"));
    await Deno.writeTextFile(join(folder, "orders/deno.jsonc"), "{}");
    assertEquals(await config(), join(folder, "orders/deno.jsonc"));
  });
});
