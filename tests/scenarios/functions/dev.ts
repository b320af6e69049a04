import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { RunningCommand } from "../../processes/running_command.ts";

/** What `dev` must do beside what README.md shows; see newcomer.ts. */
export function devScenarios(shared: Lab): void {
  Deno.test("dev must follow all that a function is made of, and part with one that hangs", async () => {
    const folder = await Deno.makeTempDir({ prefix: "instigator-dev-" });
    const lab = shared.with({ INSTIGATOR_FUNCTIONS: folder });
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    try {
      const save = (path: string, text: string) => Deno.writeTextFile(join(folder, path), text);
      await Deno.mkdir(join(folder, "shared"));
      await Deno.mkdir(join(folder, "worked-on"));
      await save("shared/unit.ts", `export const unit = "apples";\n`);
      await save("worked-on/.env", "AMOUNT=2\n");
      await save("worked-on/function.ts", functionText(source.name, output.name));

      await using dev = new RunningCommand(lab, "dev", "worked-on");
      await dev.says(/Running worked-on/);
      await source.produce({ value: "a" });
      await lab.consumed(output.name, "a: 2 apples");

      await save("worked-on/.env", "AMOUNT=3\n");
      await dev.says(/Running worked-on/);
      await source.produce({ value: "b" });
      await lab.consumed(output.name, "b: 3 apples");

      await save("shared/unit.ts", `export const unit = "pears";\n`);
      await dev.says(/Running worked-on/);
      await source.produce({ value: "c" });
      await lab.consumed(output.name, "c: 3 pears");

      // It blocks its process, which must be killed, and its group must not wait for it.
      await source.produce({ value: "hang" });
      await dev.says(/it hangs/);
      await save("worked-on/function.ts", functionText(source.name, output.name, "mended"));
      await dev.says(/Running worked-on/);
      await lab.consumed(output.name, "hang: 3 pears");

      assertEquals((await dev.stop()).code, 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function functionText(source: string, output: string, mended?: string): string {
  return `import { defineFunction } from "@instigator/functions";
import { unit } from "../shared/unit.ts";

export default defineFunction({
  port: 5900,
  trigger: { topics: ["${source}"], from: "earliest" },
  input: "text",
  output: { topic: "${output}" },
  permissions: { env: ["AMOUNT"] },
  each({ value }, { log }) {
    if (value === "hang" && ${mended === undefined}) {
      log.info("it hangs");
      for (;;);
    }
    return { value: \`\${value}: \${Deno.env.get("AMOUNT")} \${unit}\` };
  },
});
`;
}
