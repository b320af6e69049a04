import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { openOutput } from "./output.ts";

async function inFolder(act: (file: string, names: () => string[]) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await act(join(folder, "a"), () => [...Deno.readDirSync(folder)].map(({ name }) => name));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const text = new TextEncoder().encode("some");

Deno.test("openOutput() leaves a file only when it is finished", () =>
  inFolder(async (file, names) => {
    {
      await using output = await openOutput(file, { force: false });
      await output.write(text);
    }
    assertEquals(names(), []);
    {
      await using output = await openOutput(file, { force: false });
      await output.write(text);
      await output.write(text);
      await output.finish();
      assertEquals(output.bytes, 8);
    }
    assertEquals([names(), await Deno.readTextFile(file)], [["a"], "somesome"]);
  }));

Deno.test("openOutput() writes over no file unless it is told to", () =>
  inFolder(async (file) => {
    await Deno.writeTextFile(file, "old");
    await assertRejects(() => openOutput(file, { force: false }), Error, "--force");
    await using output = await openOutput(file, { force: true });
    await output.write(text);
    assertEquals(await Deno.readTextFile(file), "old");
    await output.finish();
    assertEquals(await Deno.readTextFile(file), "some");
  }));
