import { assertEquals } from "@std/assert";
import type { ProcessFacts } from "./process_facts.ts";
import {
  readUnwanted,
  removeUnwanted,
  type UnwantedNodes,
  withUnwanted,
  writeUnwanted,
} from "./unwanted.ts";

Deno.test("a wish is what was written last, and nothing where none was or it cannot be read", async () => {
  const stateDir = await Deno.makeTempDir();
  const unwanted: UnwantedNodes = new Map([["kafka2", "stopped by hand"], ["zoo1", "left out"]]);
  assertEquals(await readUnwanted({ stateDir }), new Map());
  await writeUnwanted({ stateDir }, unwanted);
  assertEquals(await readUnwanted({ stateDir }), unwanted);
  await removeUnwanted({ stateDir });
  await removeUnwanted({ stateDir });
  assertEquals(await readUnwanted({ stateDir }), new Map());
  for (const text of ["", "{", '{"kafka2":"x","zoo1":1}']) {
    await Deno.writeTextFile(`${stateDir}/stopped.json`, text);
    assertEquals(await readUnwanted({ stateDir }), new Map(), text);
  }
  await Deno.remove(stateDir, { recursive: true });
});

Deno.test("withUnwanted() tells what is not to run from what failed", () => {
  const facts = new Map<string, ProcessFacts>([
    ["kafka1", { state: "running", restarts: 0 }],
    ["kafka2", { state: "stopped", restarts: 2, note: "ended with exit code 143" }],
    ["kafka3", { state: "stopped", restarts: 1, note: "ended with exit code 1" }],
  ]);
  const why = "stopped by hand";
  const unwanted: UnwantedNodes = new Map([["kafka1", why], ["kafka2", why], ["zoo1", "left out"]]);
  assertEquals(
    withUnwanted(facts, unwanted),
    new Map<string, ProcessFacts>([
      ["kafka1", { state: "running", restarts: 0 }],
      ["kafka2", { state: "stopped", restarts: 2, note: why, unwanted: why }],
      ["kafka3", { state: "stopped", restarts: 1, note: "ended with exit code 1" }],
      ["zoo1", { state: "stopped", restarts: 0, note: "left out", unwanted: "left out" }],
    ]),
  );
  assertEquals(withUnwanted(new Map(), unwanted), new Map());
});
