import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** Writes an application with a function, shared code, and packages by its own deno.json. */
export async function writeApplication(folder: string): Promise<void> {
  await Deno.mkdir(join(folder, "functions/invoicing"), { recursive: true });
  const files = {
    "deno.json": JSON.stringify({
      links: [PROJECT_ROOT],
      imports: {
        "@instigator/functions": "jsr:@instigator/instigator@^0.1/functions",
        "pretty-ms": "npm:pretty-ms@10.0.0",
      },
    }),
    "waited.ts": `import prettyMs from "pretty-ms";
export const waited = (ms: number) => "waited " + prettyMs(ms);\n`,
    "functions/invoicing/function.ts": `import { defineFunction } from "@instigator/functions";
import { waited } from "../../waited.ts";
export default defineFunction({
  port: 5018,
  replicas: 2,
  trigger: { topics: ["sampleTwo"], from: "earliest", filter: { key: "invoicing" } },
  output: { topic: "sampleThree" },
  resources: { memory: "200Mi" },
  permissions: { env: ["NOTE"] },
  each: ({ value }) => ({ key: "invoice", value: waited(value) + Deno.env.get("NOTE") }),
});\n`,
    "functions/invoicing/.env": "NOTE=, and paid\n",
  };
  for (const [path, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(folder, path), text);
  }
}
