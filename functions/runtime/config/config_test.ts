import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigError, readConfig, variableNames } from "./config.ts";
import { portVariable, sharedVariables } from "./shared_variables.ts";
import type { Variables } from "./variable.ts";

const variables = { ...sharedVariables, port: portVariable(5000) };

function read(environment: Record<string, string>) {
  return readConfig(variables, (name) => environment[name]);
}

/** The faults of these settings, with brokers that are right. */
function faults(environment: Record<string, string>): readonly string[] {
  const right = { KAFKA_BROKERS: "localhost:9092" };
  return assertThrows(() => read({ ...right, ...environment }), ConfigError).faults;
}

Deno.test("readConfig() needs nothing but the brokers", () => {
  assertEquals({ ...read({ KAFKA_BROKERS: "kafka1:9092, [::1]:9093" }) }, {
    brokers: ["kafka1:9092", "[::1]:9093"],
    clientId: "instigator",
    ssl: "false",
    controlTopic: "instigator-control",
    expose: [],
    host: "127.0.0.1",
    jwtAlgorithms: ["RS256", "PS256", "ES256", "EdDSA"],
    allowedHosts: [],
    auth: "required",
    maxBodyBytes: 1_048_576,
    port: 5000,
  });
});

Deno.test("readConfig() takes an empty variable for an unset one", () => {
  assertEquals(read({ KAFKA_BROKERS: "localhost:9092", PORT: "", KAFKA_SSL_CA: "" }).port, 5000);
});

Deno.test("readConfig() gives settings that cannot be changed", () => {
  assert(Object.isFrozen(read({ KAFKA_BROKERS: "localhost:9092" })));
});

Deno.test("readConfig() lists every fault", () => {
  const error = assertThrows(() => read({ PORT: "99999", KAFKA_SSL: "yes" }), ConfigError);
  assertEquals(
    error.message,
    `Cannot start: 3 settings are wrong
  - KAFKA_BROKERS must be set: Brokers to start from: host:port,…
  - KAFKA_SSL must be true or false, got "yes"
  - PORT must be a whole number from 1 to 65535, got "99999"`,
  );
});

Deno.test("readConfig() refuses values that cannot be meant", () => {
  const cases: [Record<string, string>, string][] = [
    [{ KAFKA_BROKERS: "localhost" }, `KAFKA_BROKERS must be host:port,host:port,… got "localhost"`],
    [{ KAFKA_BROKERS: "a:1,b:0" }, `KAFKA_BROKERS must be host:port,host:port,… got "b:0"`],
    [{ KAFKA_BROKERS: "," }, `KAFKA_BROKERS must be host:port,host:port,… got ","`],
    [{ CONTROL_TOPIC: "a b" }, `CONTROL_TOPIC must be a topic name of letters, digits, . _ -`],
    [{ MAX_BODY_BYTES: "1e3" }, `MAX_BODY_BYTES must be a whole number from 1`],
    [{ ALLOWED_HOSTS: "a:80" }, `ALLOWED_HOSTS must be host names without ports`],
    [
      { KAFKA_SSL: "true", KAFKA_SSL_CA: "/no/such.pem" },
      "KAFKA_SSL_CA must be a PEM file that can be read",
    ],
  ];
  for (const [environment, fault] of cases) {
    assert(faults(environment)[0].startsWith(fault), faults(environment)[0]);
  }
});

Deno.test("readConfig() refuses settings that do not fit together", () => {
  const key = { KAFKA_SSL: "true", KAFKA_SSL_KEY: "key.pem" };
  assert(
    faults(key).includes(
      "KAFKA_SSL_CERT must be set too: KAFKA_SSL_CERT, KAFKA_SSL_KEY go together",
    ),
  );
  assertEquals(faults({ KAFKA_SASL_MECHANISM: "plain" }), [
    "KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD must be set too: " +
    "KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD go together",
  ]);
  assert(
    faults({ KAFKA_SSL_CA: "ca.pem" }).includes(
      "KAFKA_SSL must be true for KAFKA_SSL_CA to have an effect",
    ),
  );
});

Deno.test("readConfig() wants of each SASL mechanism what it needs, and nothing else", () => {
  const byPassword = { KAFKA_SASL_USERNAME: "alice", KAFKA_SASL_PASSWORD: "secret" };
  const byToken = {
    KAFKA_SASL_OAUTH_TOKEN_URL: "https://issuer.example/token",
    KAFKA_SASL_OAUTH_CLIENT_ID: "lab",
    KAFKA_SASL_OAUTH_CLIENT_SECRET: "secret",
  };
  const oauthbearer = { KAFKA_SASL_MECHANISM: "oauthbearer" };
  const brokers = { KAFKA_BROKERS: "localhost:9092" };
  read({ ...brokers, ...oauthbearer, ...byToken });
  read({ ...brokers, ...oauthbearer, ...byToken, KAFKA_SASL_OAUTH_SCOPE: "kafka" });

  const together =
    "KAFKA_SASL_MECHANISM, KAFKA_SASL_OAUTH_TOKEN_URL, KAFKA_SASL_OAUTH_CLIENT_ID, " +
    "KAFKA_SASL_OAUTH_CLIENT_SECRET go together";
  assertEquals(faults({ ...oauthbearer, KAFKA_SASL_USERNAME: "alice", MAX_BODY_BYTES: "x" }), [
    `MAX_BODY_BYTES must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, got "x"`,
    "KAFKA_SASL_OAUTH_TOKEN_URL and KAFKA_SASL_OAUTH_CLIENT_ID and " +
    `KAFKA_SASL_OAUTH_CLIENT_SECRET must be set too: ${together}`,
    "KAFKA_SASL_MECHANISM must be plain or scram-sha-… for KAFKA_SASL_USERNAME to have an effect",
  ]);
  assertEquals(faults({ KAFKA_SASL_MECHANISM: "plain", ...byPassword, ...byToken }), [
    "KAFKA_SASL_MECHANISM must be oauthbearer for KAFKA_SASL_OAUTH_TOKEN_URL, " +
    "KAFKA_SASL_OAUTH_CLIENT_ID, KAFKA_SASL_OAUTH_CLIENT_SECRET to have an effect",
  ]);
  assertEquals(faults({ KAFKA_SASL_OAUTH_SCOPE: "kafka" }), [
    "KAFKA_SASL_MECHANISM must be oauthbearer for KAFKA_SASL_OAUTH_SCOPE to have an effect",
  ]);
});

Deno.test("readConfig() sends a client's secret over TLS only, and never tells a password", () => {
  const client = {
    KAFKA_SASL_MECHANISM: "oauthbearer",
    KAFKA_SASL_OAUTH_CLIENT_ID: "lab",
    KAFKA_SASL_OAUTH_CLIENT_SECRET: "secret",
  };
  for (const url of ["http://issuer.example/token", "issuer.example", "https://a:hidden@b/token"]) {
    const [fault] = faults({ ...client, KAFKA_SASL_OAUTH_TOKEN_URL: url });
    assert(fault.startsWith("KAFKA_SASL_OAUTH_TOKEN_URL must be "), fault);
    assert(!fault.includes("hidden"), fault);
  }
  const KAFKA_SASL_OAUTH_TOKEN_URL = "http://127.0.0.1:8080/token";
  read({ KAFKA_BROKERS: "localhost:9092", ...client, KAFKA_SASL_OAUTH_TOKEN_URL });
});

Deno.test("variableNames() has all that a function reads, for its permissions", () => {
  const table: Variables = { a: { name: "A", doc: "", parse: String } };
  assert(variableNames(table).includes("A"));
  assert(variableNames(table).includes("NODE_ENV"));
});

Deno.test("readConfig() lets nobody else than this machine in without a token", () => {
  const token = "0123456789abcdef0123456789abcdef";
  for (const HOST of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) {
    read({ KAFKA_BROKERS: "localhost:9092", HOST });
  }
  const exposed: [string, string][] = [["HOST", "0.0.0.0"], ["HOST", "::"], ["EXPOSE", "10.0.0.5"]];
  for (const [name, value] of exposed) {
    const [fault] = faults({ [name]: value });
    assertEquals(fault.includes("AUTH_TOKEN_FILE must be set"), true, fault);
    read({ KAFKA_BROKERS: "localhost:9092", [name]: value, AUTH: "none" });
    read({ KAFKA_BROKERS: "localhost:9092", [name]: value, AUTH_TOKEN: token });
  }
  const secret = "too-short-a-secret";
  const [fault] = faults({ AUTH_TOKEN: secret });
  assert(fault.startsWith("AUTH_TOKEN must be 32 or more") && !fault.includes(secret), fault);
});
