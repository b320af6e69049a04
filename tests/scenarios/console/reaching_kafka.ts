import { assert, assertEquals, assertMatch } from "@std/assert";
import { readConfig } from "../../../functions/runtime/config/config.ts";
import { kafkaSettings } from "../../../functions/runtime/config/kafka_settings.ts";
import { sharedVariables } from "../../../functions/runtime/config/shared_variables.ts";
import { kafkaCluster } from "../../../kafka/cluster/kafka_cluster.ts";
import type { Lab } from "../../lab.ts";
import { startSecureBroker, USER } from "../../kafka/secure_broker.ts";
import { mustRefuse, text } from "./cluster_stage.ts";

/** How the console must reach Kafka, and what it says where it cannot. */
export function reachScenarios(lab: Lab): void {
  Deno.test("the console must speak TLS and every SASL mechanism", async (t) => {
    await using broker = await startSecureBroker(lab);
    const { ca: KAFKA_SSL_CA, cert: KAFKA_SSL_CERT, key: KAFKA_SSL_KEY } = broker.files;
    const tls = { KAFKA_SSL: "true", KAFKA_SSL_CA };
    const sasl = {
      ...{ ...tls, KAFKA_BROKERS: broker.sasl },
      ...{ KAFKA_SASL_USERNAME: USER.username, KAFKA_SASL_PASSWORD: USER.password },
    };
    const ways: [name: string, variables: Record<string, string>][] = [
      ["TLS", { ...tls, KAFKA_BROKERS: broker.tls, KAFKA_SSL_CERT, KAFKA_SSL_KEY }],
      ...["plain", "scram-sha-256", "scram-sha-512"].map(
        (mechanism): [string, Record<string, string>] => [
          mechanism,
          { ...sasl, KAFKA_SASL_MECHANISM: mechanism },
        ],
      ),
    ];
    for (const [name, variables] of ways) {
      await t.step(name, async () => {
        const cluster = kafkaCluster(
          kafkaSettings(readConfig(sharedVariables, (name) => variables[name])),
        );
        try {
          await cluster.produce("secured", { key: null, value: name });
          const { records } = await cluster.browse("secured", { from: "latest", limit: 1 });
          assertEquals(records.map(text), [`null=${name}`]);
        } finally {
          await cluster.close();
        }
      });
    }
    await t.step("a wrong password must be told", async () => {
      const wrong = { ...sasl, KAFKA_SASL_MECHANISM: "plain", KAFKA_SASL_PASSWORD: "wrong" };
      const variables: Record<string, string> = wrong;
      const cluster = kafkaCluster(
        kafkaSettings(readConfig(sharedVariables, (name) => variables[name])),
      );
      const { message } = await mustRefuse(cluster.overview(), "noKafka");
      assertMatch(message, /authenticat/i);
      await cluster.close();
    });
  });

  Deno.test("the console must say so at once when Kafka is not there", async () => {
    const brokers = ["127.0.0.1:1", "127.0.0.1:2"];
    const cluster = kafkaCluster({ brokers, clientId: "instigator-console" });
    const problem = await mustRefuse(cluster.overview(), "noKafka");
    assert(problem.message.includes("127.0.0.1:1") && problem.message.includes("127.0.0.1:2"));
    await cluster.close();
  });
}
