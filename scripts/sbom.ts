/**
 * `deno task sbom`: all that the project is made of.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { say } from "./cli/terminal/terminal.ts";
import { billOfMaterials } from "./sbom/bill_of_materials.ts";
import { parts } from "./sbom/components.ts";

const options = {} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task sbom [<file>]

Prints, or writes to a file, a bill of materials (CycloneDX 1.6, JSON) of all that the project is made
of: the packages of deno.lock and the jars, each with its SHA-512, the Java runtime, and the images that
containers begin from. It asks nobody, and says the same of the same checkout.`,
  options,
  takesWords: true,

  async run(_options, [file, ...more]) {
    if (more.length > 0) throw new UsageError(`One file at a time: what is "${more[0]}"?`);
    const project = JSON.parse(await Deno.readTextFile(join(PROJECT_ROOT, "deno.json")));
    const found = await parts();
    const text = billOfMaterials(project, found);
    if (file === undefined) console.log(text.trimEnd());
    else {
      const path = resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), file);
      await Deno.writeTextFile(path, text);
      say("Wrote", `${file}: ${found.length} components`);
    }
    return 0;
  },
};

if (import.meta.main) await main(command);
