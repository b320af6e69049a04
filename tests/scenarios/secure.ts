import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { UnsecuredJWT } from "jose";
import { join } from "node:path";
import { startTokenIssuer, type TokenIssuer } from "../../kafka/testing/token_issuer.ts";
import { FunctionProcess, type Variables } from "../processes/function_process.ts";
import { eventually, type Lab } from "../lab.ts";
import { SCOPE, type SecureBroker, startSecureBroker, USER } from "../kafka/secure_broker.ts";

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
    await t.step("SASL oauthbearer, with one token for all connections", async () => {
      await using issuer = startIssuer();
      await mustProduce(oauthVariables(broker, issuer));
      const form = { grant_type: "client_credentials", scope: SCOPE };
      const authorization = `Basic ${btoa(`lab:${CLIENT_SECRET}`)}`;
      assertEquals(issuer.requests, [{ authorization, form }]);
    });
    await t.step(
      "a token that brokers refuse must be told by /readyz, the secret never",
      async () => {
        await using issuer = startIssuer();
        const variables = { ...oauthVariables(broker, issuer), KAFKA_SASL_OAUTH_SCOPE: "other" };
        await using producer = new FunctionProcess("producer", variables);
        const body = await eventually("/readyz tells why", async () => {
          const response = await fetch(producer.url("/readyz"));
          const body = await response.text();
          return response.status === 503 && body.includes("oauthbearer") && body;
        });
        assertStringIncludes(body, "the broker refuses the token: insufficient_scope");
        producer.stop();
        const { stdout, stderr } = await producer.ended();
        assertEquals([body, stdout, stderr].some((text) => text.includes(CLIENT_SECRET)), false);
      },
    );
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

/** In characters that `Basic` has as they are. */
const CLIENT_SECRET = "not-to-be-told";

/** An issuer whose tokens are good for what they are asked for, unsigned, for an hour. */
function startIssuer(): TokenIssuer {
  return startTokenIssuer(({ form: { scope } }) => {
    const token = new UnsecuredJWT({ scope }).setSubject(USER.username).setExpirationTime("1 hour");
    return Response.json({
      access_token: token.encode(),
      token_type: "Bearer",
      expires_in: 3600,
    });
  });
}

function oauthVariables({ sasl, files }: SecureBroker, { tokenUrl }: TokenIssuer): Variables {
  return {
    KAFKA_BROKERS: sasl,
    KAFKA_SSL: "true",
    KAFKA_SSL_CA: files.ca,
    KAFKA_SASL_MECHANISM: "oauthbearer",
    KAFKA_SASL_OAUTH_TOKEN_URL: tokenUrl,
    KAFKA_SASL_OAUTH_CLIENT_ID: "lab",
    KAFKA_SASL_OAUTH_CLIENT_SECRET: CLIENT_SECRET,
    KAFKA_SASL_OAUTH_SCOPE: SCOPE,
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
