import { assertEquals, assertRejects } from "@std/assert";
import { startTokenIssuer } from "../../testing/token_issuer.ts";
import { IssuedTokens } from "./issued_tokens.ts";

/** An issuer whose tokens are called 1, 2, 3 and live for 100 s, and a client of it with a clock. */
function setUp() {
  let now = 1_000_000;
  let isUp = true;
  let hanging = Promise.resolve();
  const issuer = startTokenIssuer(async () => {
    await hanging;
    const token = {
      access_token: `${issuer.requests.length}`,
      token_type: "Bearer",
      expires_in: 100,
    };
    return isUp
      ? Response.json(token)
      : Response.json({ error: "temporarily_unavailable" }, { status: 503 });
  });
  const { tokenUrl, requests } = issuer;
  const credentials = { tokenUrl, clientId: "lab", clientSecret: "secret" };
  const tokens = new IssuedTokens(credentials, { now: () => now });
  return {
    tokens,
    asked: () => requests.length,
    pass: (seconds: number) => now += seconds * 1_000,
    isUp: (is: boolean) => isUp = is,
    /** Has the issuer wait with its answers until what this gives is called. */
    hang() {
      const { promise, resolve } = Promise.withResolvers<void>();
      hanging = promise;
      return resolve;
    },
    [Symbol.asyncDispose]: () => issuer[Symbol.asyncDispose](),
  };
}

Deno.test("IssuedTokens fetches one token for all that ask", async () => {
  await using issuer = setUp();
  assertEquals(issuer.asked(), 0);
  const all = await Promise.all(Array.from({ length: 20 }, () => issuer.tokens.token()));
  assertEquals(new Set(all), new Set(["1"]));
  issuer.pass(79);
  assertEquals(await issuer.tokens.token(), "1");
  assertEquals(issuer.asked(), 1);
});

Deno.test("IssuedTokens renews a token at 80 % of its life", async () => {
  await using issuer = setUp();
  await issuer.tokens.token();
  issuer.pass(81);
  assertEquals(await issuer.tokens.token(), "2");
  issuer.pass(79);
  assertEquals(await issuer.tokens.token(), "2");
  assertEquals(issuer.asked(), 2);
});

Deno.test("IssuedTokens goes on with what it has while the issuer is away", async () => {
  await using issuer = setUp();
  await issuer.tokens.token();
  issuer.isUp(false);
  issuer.pass(81);
  assertEquals(await issuer.tokens.token(), "1");
  assertEquals(issuer.asked(), 2);
  issuer.pass(10);
  assertEquals(await issuer.tokens.token(), "1");
  issuer.pass(10);
  await assertRejects(() => issuer.tokens.token(), Error, "it answers 503 temporarily_unavailable");
  issuer.isUp(true);
  issuer.pass(2);
  assertEquals(await issuer.tokens.token(), `${issuer.asked()}`);
});

Deno.test("IssuedTokens does not wait long for an issuer that hangs while a token is good", async () => {
  await using issuer = setUp();
  await issuer.tokens.token();
  const answer = issuer.hang();
  issuer.pass(81);
  assertEquals(await issuer.tokens.token(), "1");
  answer();
  await issuer.tokens.token();
});

Deno.test("IssuedTokens asks no more than once a second where there is nothing to get", async () => {
  await using issuer = setUp();
  issuer.isUp(false);
  for (let i = 0; i < 10; i++) await assertRejects(() => issuer.tokens.token());
  assertEquals(issuer.asked(), 1);
  issuer.pass(1);
  await assertRejects(() => issuer.tokens.token());
  assertEquals(issuer.asked(), 2);
});

Deno.test("IssuedTokens fetches another when a broker refuses one, once a second at most", async () => {
  await using issuer = setUp();
  issuer.tokens.refused(await issuer.tokens.token());
  assertEquals(await issuer.tokens.token(), "1");
  issuer.pass(2);
  issuer.tokens.refused("1");
  assertEquals(await issuer.tokens.token(), "2");
  issuer.pass(2);
  issuer.tokens.refused("1");
  assertEquals(await issuer.tokens.token(), "2");
});
