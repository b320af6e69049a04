import { assert, assertEquals, assertRejects } from "@std/assert";
import { startTokenIssuer } from "../../testing/token_issuer.ts";
import { fetchToken } from "./fetch_token.ts";

const client = { clientId: "my client", clientSecret: "it's a secret: 100%" };
const issued = { access_token: "a.b.c", token_type: "Bearer", expires_in: 3600 };

Deno.test("fetchToken() asks by the client credentials grant", async () => {
  await using issuer = startTokenIssuer(() => Response.json(issued));
  const { tokenUrl } = issuer;
  assertEquals(await fetchToken({ ...client, tokenUrl }, 5_000), {
    token: "a.b.c",
    lifeMs: 3_600_000,
  });
  await fetchToken({ ...client, tokenUrl, scope: "read write" }, 5_000);
  const authorization = `Basic ${btoa("my+client:it%27s+a+secret%3A+100%25")}`;
  assertEquals(issuer.requests, [
    { authorization, form: { grant_type: "client_credentials" } },
    { authorization, form: { grant_type: "client_credentials", scope: "read write" } },
  ]);
});

Deno.test("fetchToken() takes what issuers write differently", async () => {
  const answer = { ...issued, token_type: "bearer", expires_in: "60" };
  await using issuer = startTokenIssuer(() => Response.json(answer));
  assertEquals((await fetchToken({ ...client, ...issuer }, 5_000)).lifeMs, 60_000);
});

Deno.test("fetchToken() says in one line why there is no token, and never the secret", async () => {
  const cases: [string, () => Response][] = [
    ["it answers 401 invalid_client", () => denied({ error: "invalid_client" })],
    ["it answers 401 and no reason", () => denied({ error: client.clientSecret })],
    ["it answers 401 and no reason", () => new Response("<html>\n</html>", { status: 401 })],
    [
      "it answers 302 and no reason",
      () => new Response(null, { status: 302, headers: { location: "http://127.0.0.1:1/" } }),
    ],
    ["its answer has no access_token that can be used", () => new Response("hello")],
    ["its answer has no access_token that can be used", () => Response.json(null)],
    [
      "its answer has no access_token that can be used",
      () => Response.json({ ...issued, access_token: "a\x01b" }),
    ],
    ["its token is not of the type Bearer", () => Response.json({ ...issued, token_type: "mac" })],
    [
      "its answer has no expires_in: how long the token is good",
      () => Response.json({ ...issued, expires_in: undefined }),
    ],
    ["its answer is too long", () => new Response("x".repeat(1_000_000))],
  ];
  for (const [why, answer] of cases) {
    await using issuer = startTokenIssuer(answer);
    const { message } = await assertRejects(() => fetchToken({ ...client, ...issuer }, 5_000));
    assertEquals(message, `Cannot fetch a token from ${issuer.tokenUrl}: ${why}`);
  }
});

Deno.test("fetchToken() gives up an issuer that is not there, or does not answer", async () => {
  const nowhere = "http://127.0.0.1:1/token";
  const gone = await assertRejects(
    () => fetchToken({ ...client, tokenUrl: `${nowhere}?key=hidden` }, 5_000),
    Error,
    `Cannot fetch a token from ${nowhere}: `,
  );
  assert(!gone.message.includes("\n") && !gone.message.includes("hidden"), gone.message);

  const { promise, resolve } = Promise.withResolvers<Response>();
  await using issuer = startTokenIssuer(() => promise);
  await assertRejects(
    () => fetchToken({ ...client, ...issuer }, 50),
    Error,
    `Cannot fetch a token from ${issuer.tokenUrl}: no answer within 50 ms`,
  );
  resolve(new Response());
});

function denied(answer: object): Response {
  return Response.json(answer, { status: 401 });
}
