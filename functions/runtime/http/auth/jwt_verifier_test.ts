import { assert, assertEquals } from "@std/assert";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { createApp } from "../app.ts";
import { createMetrics } from "../health/process_metrics.ts";
import { ALGORITHMS, JwtVerifier } from "./jwt_verifier.ts";

const ISSUER = "https://issuer.example";
const AUDIENCE = "instigator";

/** An issuer with a server of its keys, and a function that takes its tokens. */
async function setUp() {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const other = await generateKeyPair("ES256");
  const keys = [{ ...await exportJWK(publicKey), kid: "one", alg: "ES256" }];
  let asked = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    asked++;
    return Response.json({ keys });
  });
  const jwksUrl = `http://127.0.0.1:${server.addr.port}/keys`;
  const jwt = new JwtVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwksUrl,
    algorithms: ALGORITHMS,
  });
  const app = createApp({
    title: "Test",
    description: "",
    allowedHosts: [],
    maxBodyBytes: 1_000,
    metrics: createMetrics("test"),
    notReady: () => Promise.resolve(undefined),
    jwt,
  });
  app.post("/topics/:topic", (c) => c.text("written"));
  app.on(["GET", "POST"], "/start", (c) => c.text("started"));

  async function ask(token: string | undefined, path = "/topics/orders", method = "POST") {
    const headers = {
      host: "localhost",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const response = await app.request(path, { method, headers });
    await response.body?.cancel();
    return { status: response.status, challenge: response.headers.get("www-authenticate") };
  }
  const sign = (claims: JWTPayload, key = privateKey, kid = "one") =>
    new SignJWT({ iss: ISSUER, aud: AUDIENCE, exp: inSeconds(60), ...claims })
      .setProtectedHeader({ alg: "ES256", kid }).sign(key);
  return {
    ask,
    sign,
    otherKey: other.privateKey,
    asked: () => asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

const rights = { instigator: { produce: ["orders"] } };

Deno.test("a valid token lets one do what its claim says; the keys are fetched once", async () => {
  await using issuer = await setUp();
  const token = await issuer.sign(rights);
  assertEquals((await issuer.ask(token)).status, 200);
  assertEquals((await issuer.ask(token, "/healthz", "GET")).status, 200);
  assertEquals((await issuer.ask(token, "/metrics", "GET")).status, 200);
  for (const [path, method] of [["/topics/other", "POST"], ["/start", "POST"], ["/start", "GET"]]) {
    const { status, challenge } = await issuer.ask(token, path, method);
    assertEquals(status, 403, path);
    assert(challenge?.includes('error="insufficient_scope"'));
  }
  const operator = await issuer.sign({ instigator: { operate: true } });
  assertEquals((await issuer.ask(operator, "/start")).status, 200);
  assertEquals(issuer.asked(), 1);
});

Deno.test("a token of another issuer, audience, time, key or algorithm is none", async () => {
  await using issuer = await setUp();
  assertEquals((await issuer.ask(undefined)).status, 401);
  const claims = { iss: ISSUER, aud: AUDIENCE, exp: inSeconds(60), ...rights };
  const wrong: Record<string, string> = {
    "another issuer": await issuer.sign({ ...rights, iss: "https://evil.example" }),
    "another audience": await issuer.sign({ ...rights, aud: "other" }),
    "expired": await issuer.sign({ ...rights, exp: inSeconds(-60) }),
    "without end": await issuer.sign({ ...rights, exp: undefined }),
    "not yet": await issuer.sign({ ...rights, nbf: inSeconds(90) }),
    "another key": await issuer.sign(rights, issuer.otherKey),
    "an unknown key": await issuer.sign(rights, issuer.otherKey, "two"),
    "unsigned": new UnsecuredJWT(claims).encode(),
    "a shared key": await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "one" })
      .sign(new TextEncoder().encode("a-secret-of-thirty-two-characters!")),
    "no token": "a.b.c",
  };
  for (const [name, token] of Object.entries(wrong)) {
    const { status, challenge } = await issuer.ask(token);
    assertEquals([status, challenge?.includes('error="invalid_token"')], [401, true], name);
  }
  assertEquals(
    (await issuer.ask(await issuer.sign({ ...rights, exp: inSeconds(-10) }))).status,
    200,
  );
});

Deno.test("where the keys cannot be fetched, it is not the token that is wrong", async () => {
  const issuer = await setUp();
  const token = await issuer.sign(rights);
  await issuer[Symbol.asyncDispose]();
  assertEquals((await issuer.ask(token)).status, 503);
});
