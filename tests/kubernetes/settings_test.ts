import { assert, assertEquals } from "@std/assert";
import { CONTROL_TOPIC } from "../../cluster/manifests/kafka/lab_topics.ts";
import { SECURITY } from "../../cluster/manifests/kafka/security.ts";
import { readConfig } from "../../functions/runtime/config/config.ts";
import { sharedVariables } from "../../functions/runtime/config/shared_variables.ts";

const names = Object.values(sharedVariables).map(({ name }): string => name);

for (const { name, settings, secretSettings, files } of SECURITY) {
  Deno.test(`manifests must let functions in by ${name} with settings that they have`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Promise.all(files.map((file) => Deno.writeTextFile(`${folder}/${file}`, PEM)));
      const given: Record<string, string> = {
        KAFKA_BROKERS: "kafka:9093",
        ...Object.fromEntries(
          Object.entries(settings)
            .map(([name, value]) => [name, value.replace("/etc/kafka", folder)]),
        ),
        ...Object.fromEntries(
          Object.keys(secretSettings)
            .map((name) => [name, name.endsWith("_URL") ? "https://issuer.example" : "secret"]),
        ),
      };
      const unknown = Object.keys(given).filter((one) => !names.includes(one));
      assertEquals(unknown, []);
      assert(readConfig(sharedVariables, (one) => given[one]).ssl === "true");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("manifests must declare the control topic that functions use", () => {
  assertEquals(sharedVariables.controlTopic.default, CONTROL_TOPIC);
});

const PEM = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n";
