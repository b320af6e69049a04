import { assert, assertEquals } from "@std/assert";
import { CONTROL_TOPIC, HISTORY_TOPIC } from "../../cluster/manifests/kafka/lab_topics.ts";
import { SECURITY } from "../../cluster/manifests/kafka/security.ts";
import { variables as consoleVariables } from "../../functions/console/console_settings.ts";
import { HISTORY_CONFIG } from "../../functions/console/live/memory/history_topic.ts";
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

Deno.test("manifests must declare the topics that functions use for themselves", () => {
  assertEquals(sharedVariables.controlTopic.default, CONTROL_TOPIC);
  assertEquals(consoleVariables.historyTopic.default, HISTORY_TOPIC.name);
  assertEquals(HISTORY_TOPIC.config, HISTORY_CONFIG);
});

const PEM = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n";
