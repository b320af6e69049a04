import { assert, assertRejects } from "@std/assert";
import { openLab } from "./lab_kind.ts";

Deno.test("openLab() leaves nothing behind where the lab cannot be made ready", async () => {
  let stateDir = "";
  const kind = {
    name: "that cannot be",
    whyNot: () => Promise.resolve(undefined),
    async prepare({ environment }: { environment: { stateDir: string } }) {
      stateDir = environment.stateDir;
      assert((await Deno.stat(stateDir)).isDirectory);
      throw new Error("there is no such disk");
    },
  };
  await assertRejects(() => openLab(kind, AbortSignal.any([])), Error, "no such disk");
  await assertRejects(() => Deno.stat(stateDir), Deno.errors.NotFound);
});
