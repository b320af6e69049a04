import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { FunctionProcess, type Variables } from "../function_process.ts";
import { eventually, type Lab } from "../lab.ts";
import { type SecureBroker, startSecureBroker, USER } from "../secure_broker.ts";

/** What the functions must do against a Kafka of somebody else's. */
export function secureScenarios(lab: Lab): void {
  Deno.test("the functions must speak TLS and every SASL mechanism", async (t) => {
    await using broker = await startSecureBroker(lab);
    const { ca, cert, key } = broker.files;

    await t.step("TLS with a client certificate", async () => {
      await mustProduce({
        KAFKA_BROKERS: broker.tls,
        KAFKA_SSL: "true",
        KAFKA_SSL_CA: ca,
        KAFKA_SSL_CERT: cert,
        KAFKA_SSL_KEY: key,
      });
    });
    for (const mechanism of ["plain", "scram-sha-256", "scram-sha-512"]) {
      await t.step(`SASL ${mechanism}`, () => mustProduce(saslVariables(broker, mechanism)));
    }
    await t.step("settings from a .env file", async () => {
      const lines = Object.entries(saslVariables(broker, "scram-sha-512"))
        .map(([name, value]) => `${name}="${value}"\n`);
      await Deno.writeTextFile(join(broker.folder, ".env"), lines.join(""));
      await mustProduce({}, broker.folder);
    });
    await t.step("the console and the lag monitor", async () => {
      for (const name of ["console", "lag"]) {
        await using one = new FunctionProcess(name, saslVariables(broker, "scram-sha-256"));
        await one.ready();
      }
    });
    await t.step("a wrong password must be told by /readyz", async () => {
      const variables = { ...saslVariables(broker, "plain"), KAFKA_SASL_PASSWORD: "wrong" };
      await using producer = new FunctionProcess("producer", variables);
      const body = await eventually("/readyz tells why", async () => {
        const response = await fetch(producer.url("/readyz"));
        const body = await response.text();
        return response.status === 503 && /authenticat/i.test(body) && body;
      });
      assertMatch(body, /authenticat/i);
    });
  });

  Deno.test("bad settings must be listed, all of them, and exit 78", async () => {
    for (const name of ["producer", "consumer", "console", "lag"]) {
      await using broken = new FunctionProcess(name, {
        KAFKA_BROKERS: "nonsense",
        KAFKA_SSL_CERT: "/nowhere.pem",
        KAFKA_SASL_MECHANISM: "gssapi",
        MAX_BODY_BYTES: "-1",
      });
      const { code, stderr } = await broken.ended();
      assertEquals(code, 78, stderr);
      for (const setting of ["BROKERS", "SSL_CERT", "SASL_MECHANISM"]) {
        assertStringIncludes(stderr, `KAFKA_${setting}`);
      }
      assertStringIncludes(stderr, "MAX_BODY_BYTES");
    }
  });
}

function saslVariables({ sasl, files }: SecureBroker, mechanism: string): Variables {
  return {
    KAFKA_BROKERS: sasl,
    KAFKA_SSL: "true",
    KAFKA_SSL_CA: files.ca,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: USER.username,
    KAFKA_SASL_PASSWORD: USER.password,
  };
}

async function mustProduce(variables: Variables, cwd?: string): Promise<void> {
  await using producer = new FunctionProcess("producer", variables, cwd);
  await producer.ready();
  const response = await fetch(producer.url("/topics/secured"), {
    method: "POST",
    headers: { "content-type": "application/vnd.kafka.json.v2+json" },
    body: JSON.stringify({ records: [{ value: "safe" }] }),
  });
  const { offsets } = await response.json();
  assertEquals([response.status, offsets[0].partition, offsets[0].error], [200, 0, null]);
}
