import { assert, assertEquals, assertRejects } from "@std/assert";
import { join, relative } from "node:path";
import { collect, lean, placeOf, ROOT } from "./collect.ts";

/** All files below a folder, from there on. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const files = await Promise.all(entries.map(async ({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? (await filesBelow(path)).map((file) => join(name, file)) : [name];
  }));
  return files.flat();
}

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("collect() takes what a function is made of, and nothing else", async () => {
  await withFolder(async (folder) => {
    const own = join(folder, "functions/orders");
    await Deno.mkdir(join(own, "templates"), { recursive: true });
    await Deno.mkdir(join(folder, "functions/other"));
    const files = {
      "function.ts": `import { defineFunction } from "@instigator/functions";
import { port } from "../port.ts";
export default defineFunction({ port, fetch: () => new Response("hello") });\n`,
      "function_test.ts": `import "fast-check";\n`,
      "templates/mail.txt": "Dear …",
      ".env": "SECRET=1\n",
      "../port.ts": "export const port = 5010;\n",
      "../other/function.ts": `import "playwright-core";\n`,
    };
    for (const [path, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(own, path), text);
    }
    const out = join(folder, "out");
    await collect({
      entries: [join(ROOT, "functions/runtime/function_main.ts"), join(own, "function.ts")],
      folder: own,
      config: join(ROOT, "deno.json"),
      out,
    });
    const all = await filesBelow(out);
    const mine = all.filter((file) => file.startsWith("app/"));
    assertEquals(mine.toSorted(), [
      "app/orders/function.ts",
      "app/orders/templates/mail.txt",
      "app/port.ts",
    ]);
    assert(all.includes("functions/runtime/function_main.ts"));
    const strangers = all.filter((file) =>
      /_test\.tsx?$|^functions\/(?!runtime)|^(cluster|scripts|tests)\//.test(file) ||
      /playwright|fast-check|axe-core|\/dax\//.test(file)
    );
    assertEquals(strangers, []);
    const { imports } = JSON.parse(await Deno.readTextFile(join(out, "deno.json")));
    assert("kafkajs" in imports && !("playwright-core" in imports));
  });
});

Deno.test("placeOf() refuses what no image can have", async () => {
  assertEquals(placeOf("/shop/orders/function.ts", "/shop"), join("app", "orders/function.ts"));
  assertEquals(
    placeOf(join(ROOT, "kafka/names.ts"), "/shop"),
    relative(ROOT, join(ROOT, "kafka/names.ts")),
  );
  await assertRejects(
    // deno-lint-ignore require-await -- so that what it throws is rejected with
    async () => placeOf("/etc/other.ts", "/shop"),
    Error,
    "Cannot have /etc/other.ts in an image: it is not below /shop",
  );
});

Deno.test("lean() keeps the imports that are used, by their names or beginnings", () => {
  const given = {
    imports: { "hono": "npm:hono@4", "hono/": "npm:/hono@4/", "zod": "npm:zod@4", "a": "b" },
    tasks: { up: "…" },
    compilerOptions: { strict: true },
  };
  assertEquals(lean(given, new Set(["hono/html", "a", "./b.ts"]), false), {
    imports: { "hono/": "npm:/hono@4/", "a": "b" },
    compilerOptions: { strict: true },
  });
});
