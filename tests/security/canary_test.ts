/**
 * What is secret must be told by nobody: each secret setting has a value that is looked for in all that functions and
 * commands answer, log and show.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { commandLine } from "../processes/command_line.ts";
import { FunctionProcess, type Variables } from "../processes/function_process.ts";
import { eventually } from "../lab.ts";

/** How each secret begins. */
const CANARY = "canary-7c1e";

const secret = (name: string) => `${CANARY}-${name}-${"x".repeat(32)}`;

const TOKEN = secret("token");

/** A JSON Web Token in form, which nobody has signed. */
const JWT = `${btoa('{"alg":"RS256"}')}.${btoa(`{"iss":"i"}`)}.${secret("signature")}`;

const folder = await Deno.makeTempDir({ prefix: "instigator-canary-" });
const key = join(folder, "key.pem");
const burrow = join(folder, "burrow.toml");

/** What holds secrets, of all functions. */
const SECRETS = {
  AUTH_TOKEN: TOKEN,
  KAFKA_SSL: "true",
  KAFKA_SSL_CERT: key,
  KAFKA_SSL_KEY: key,
  KAFKA_SASL_MECHANISM: "plain",
  KAFKA_SASL_USERNAME: "alice",
  KAFKA_SASL_PASSWORD: secret("password"),
  MANAGER_PASSWORD: secret("manager"),
  SCHEMA_REGISTRY_URL: `http://alice:${secret("registry")}@127.0.0.1:${freePort()}`,
};

/** The same, where tokens are fetched. */
const { KAFKA_SASL_USERNAME: _name, KAFKA_SASL_PASSWORD: _password, ...others } = SECRETS;
const OAUTH = {
  ...others,
  KAFKA_SASL_MECHANISM: "oauthbearer",
  KAFKA_SASL_OAUTH_TOKEN_URL: `http://127.0.0.1:${freePort()}/token`,
  KAFKA_SASL_OAUTH_CLIENT_ID: "lab",
  KAFKA_SASL_OAUTH_CLIENT_SECRET: secret("client"),
};

/** Bodies of the kinds that routes take, and none. */
const BODIES: [type: string, body: string][] = [
  ["application/json", '{"records":[{"value":1}]}'],
  ["application/vnd.kafka.avro.v2+json", '{"value_schema":"\\"int\\"","records":[{"value":1}]}'],
  ["application/x-www-form-urlencoded", "a=b"],
  ["text/plain", "{"],
];

/** All that a process has told. */
class Told {
  readonly texts: string[] = [];

  async take(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(url, {
      redirect: "manual",
      ...init,
      signal: AbortSignal.timeout(30_000),
    });
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    const body = isStream ? await response.body!.cancel() : await response.text();
    this.texts.push(JSON.stringify([...response.headers]), body ?? "");
    return response;
  }

  mustHaveNoSecret(of: string): void {
    for (const text of this.texts) {
      const at = text.indexOf(CANARY);
      assert(at < 0, `${of}: …${text.slice(Math.max(0, at - 200), at + 60)}…`);
    }
  }
}

/** Every operation of a function, with a name in the place of each parameter. */
async function operations(url: string): Promise<{ method: string; path: string }[]> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const { paths } = await (await fetch(`${url}/openapi.json`, { headers })).json();
  return Object.entries<object>(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{[^}]*\}/g, "1"),
    }))
  );
}

/** The console's pages stand in no openapi.json. */
const PAGES = [
  "/",
  "/topics",
  "/groups",
  "/brokers",
  "/zookeeper",
  "/functions",
  "/map",
  "/chaos",
  "/search?q=a",
  "/nothing",
];

Deno.test.beforeAll(async () => {
  await Deno.mkdir(join(folder, "shows"));
  await Deno.writeTextFile(
    own,
    'import { defineFunction } from "@instigator/functions";\n' +
      'export default defineFunction({ port: 5010, trigger: { topics: ["in"] }, output: { topic: "out" }, ' +
      "each: ({ value }) => value });\n",
  );
  const generated = new Deno.Command("openssl", {
    args: [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=lab",
      "-keyout",
      key,
      "-out",
      `${key}.crt`,
    ],
    stderr: "null",
  });
  assertEquals((await generated.output()).code, 0);
  const pem = await Deno.readTextFile(key) + await Deno.readTextFile(`${key}.crt`);
  // Text beside the blocks of PEM means nothing (RFC 7468, section 2).
  await Deno.writeTextFile(key, `${secret("key")}\n${pem}`);
  await Deno.writeTextFile(
    burrow,
    `[cluster.local]\nclass-name = "kafka"\nservers = ["127.0.0.1:${freePort()}"]\n` +
      `[consumer.local]\nclass-name = "kafka"\ncluster = "local"\n` +
      `[notifier.n]\nclass-name = "http"\nurl-open = "http://127.0.0.1:1/"\nusername = "alice"\n` +
      `password = "${secret("notifier")}"\nheaders = { X-Key = "${secret("header")}" }\n`,
  );
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

/** A user's function, which shows all that it has. */
const own = join(folder, "shows", "function.ts");

for (const name of ["producer", "consumer", "console", "rest", "lag", own]) {
  for (const [kind, variables] of Object.entries({ password: SECRETS, oauth: OAUTH })) {
    Deno.test(`${titleOf(name)} must tell no secret, by ${kind}: in answers, cookies, logs or its command line`, async () => {
      const told = new Told();
      const brokers = { KAFKA_BROKERS: `127.0.0.1:${freePort()}` };
      await using one = new FunctionProcess(name, {
        ...variables,
        ...(name === "lag" ? { BURROW_CONFIG: burrow } : brokers),
        LOG_LEVEL: "debug",
      });
      await eventually("it answers", () => fetch(one.url("/healthz")).then((r) => r.text()));
      const all = [
        ...await operations(one.url("")),
        ...(name === "console" ? PAGES : []).map((path) => ({ method: "GET", path })),
      ];
      for (const { method, path } of all) {
        const bodies = method === "GET" || method === "DELETE" ? [undefined] : BODIES;
        for (const [type, body] of bodies.map((one) => one ?? [])) {
          for (const bearer of body === undefined ? [TOKEN, JWT] : [TOKEN]) {
            const headers = {
              authorization: `Bearer ${bearer}`,
              ...(type && { "content-type": type }),
            };
            await told.take(one.url(path), { method, headers, body });
          }
        }
      }
      for (const token of [TOKEN, `${TOKEN}y`]) {
        const body = new URLSearchParams({ token });
        await told.take(one.url("/sign-in"), { method: "POST", body });
      }
      told.texts.push(await commandLine(one.pid));
      one.stop();
      const { stdout, stderr } = await one.ended();
      told.texts.push(stdout, stderr);
      assert(told.texts.length > 20);
      told.mustHaveNoSecret(name);
    });
  }

  Deno.test(`${titleOf(name)} must tell no secret where its settings are wrong`, async () => {
    const told = new Told();
    const wrong: Variables[] = [
      {
        AUTH_TOKEN: `${CANARY}-short`,
        SCHEMA_REGISTRY_URL: `ftp://alice:${secret("registry")}@127.0.0.1`,
        KAFKA_SASL_OAUTH_TOKEN_URL: `https://a:${secret("url")}@127.0.0.1/`,
        MAX_BODY_BYTES: "-1",
      },
      {
        KAFKA_SASL_MECHANISM: "oauthbearer",
        KAFKA_SASL_OAUTH_TOKEN_URL: `https://a:${secret("url")}@`,
      },
    ];
    for (const variables of wrong) {
      await using one = new FunctionProcess(name, {
        KAFKA_BROKERS: "localhost:1",
        ...SECRETS,
        ...variables,
      });
      const { code, stdout, stderr } = await one.ended();
      assertEquals(code, 78, stderr);
      told.texts.push(stdout, stderr);
    }
    told.mustHaveNoSecret(name);
  });
}

Deno.test("commands must tell no secret of the environment, and write none into manifests", async () => {
  const told = new Told();
  const out = join(folder, "k8s");
  await Deno.writeTextFile(join(folder, "token"), TOKEN, { mode: 0o600 });
  const shared = { INSTIGATOR_STATE: folder, NO_COLOR: "1" };
  async function task(env: Record<string, string>, ...args: string[]): Promise<number> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", ...args],
      cwd: PROJECT_ROOT,
      env: { ...env, ...shared },
      stdin: "null",
    }).output();
    told.texts.push(...[stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)));
    return code;
  }
  const { SCHEMA_REGISTRY_URL: _, ...withoutRegistry } = SECRETS;
  // They have no secrets, and say so where one is needed.
  assertEquals(await task(SECRETS, "manifests", "--out", out), 1);
  assertEquals(await task(withoutRegistry, "manifests", "--out", out), 0);
  for (const args of [["status", "--json"], ["ps"], ["doctor"], ["sbom"]]) {
    await task(SECRETS, ...args);
  }
  const written = await Array.fromAsync(filesBelow(out));
  assert(written.length > 10);
  for (const path of written) told.texts.push(await Deno.readTextFile(path));
  told.mustHaveNoSecret("commands");
});

function titleOf(name: string): string {
  return name === own ? "a user's function" : name;
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    if (isDirectory) yield* filesBelow(join(path, name));
    else yield join(path, name);
  }
}
