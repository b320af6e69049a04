import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { TypeChecker } from "./type_checker.ts";
import { typeFaultText } from "./type_fault_text.ts";

Deno.test("a TypeChecker finds what is wrong with each save, in files that import each other", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const paths = ["function.ts", "price.ts"].map((name) => join(folder, name));
  const save = (i: number, text: string) => Deno.writeTextFile(paths[i], text);
  try {
    const config = join(PROJECT_ROOT, "deno.json");
    await using checker = new TypeChecker({ folder, config });
    await save(0, `import { price } from "./price.ts";\nexport const total: number = price;\n`);
    await save(1, "export const price = 1;\n");
    assertEquals(await checker.check(paths), []);

    await save(1, `export const price = "1";\n`);
    const faults = await checker.check(paths);
    assertEquals(faults.map(({ path, line, column, code }) => [path, line, column, code]), [
      [paths[0], 2, 14, "TS2322"],
    ]);
    assertEquals(
      typeFaultText(faults[0], folder).split("\n"),
      [
        "function.ts:2:14 TS2322 Type 'string' is not assignable to type 'number'.",
        "  2 | export const total: number = price;",
        "    |              ^",
      ],
    );

    await Deno.remove(paths[1]);
    const [missing] = await checker.check(paths);
    assertMatch(missing.message, /price\.ts/);
    await save(1, "export const price = 2;\n");
    assertEquals(await checker.check(paths), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
