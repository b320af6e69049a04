import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { AuthenticationProviderArgs } from "kafkajs";
import { oauthBearer } from "./oauth_bearer.ts";

/** A broker that answers a token so, and what it is sent. */
function setUp(answer: string) {
  const said: string[] = [];
  const refused: string[] = [];
  const mechanism = oauthBearer({
    token: () => Promise.resolve("a.b.c"),
    refused: (token) => refused.push(token),
  });
  const saslAuthenticate = async (
    { request, response }: Parameters<AuthenticationProviderArgs["saslAuthenticate"]>[0],
  ) => {
    const bytes = await request.encode();
    assertEquals(bytes.readInt32BE(), bytes.length - 4);
    said.push(bytes.subarray(4).toString());
    if (said.length > 1) throw new Error("SASL Authentication failed");
    const length = Buffer.alloc(4);
    length.writeInt32BE(answer.length);
    const decoded = await response!.decode(Buffer.concat([length, Buffer.from(answer)]));
    return response!.parse(decoded);
  };
  const authenticate = () =>
    mechanism.authenticationProvider(
      { host: "kafka", port: 9093, saslAuthenticate } as unknown as AuthenticationProviderArgs,
    ).authenticate();
  return { authenticate, said, refused };
}

Deno.test("oauthBearer() sends the token as RFC 7628 has it", async () => {
  const { authenticate, said, refused } = setUp("");
  await authenticate();
  assertEquals(said, ["n,,\x01auth=Bearer a.b.c\x01\x01"]);
  assertEquals(refused, []);
});

Deno.test("oauthBearer() takes a broker's refusal for one, and ends the exchange", async () => {
  const { authenticate, said, refused } = setUp('{"status":"invalid_token"}');
  const { message } = await assertRejects(authenticate, Error);
  assertEquals(
    message,
    "Cannot authenticate by oauthbearer: the broker refuses the token: invalid_token",
  );
  assertEquals(said[1], "\x01");
  assertEquals(refused, ["a.b.c"]);
});

Deno.test("oauthBearer() shows nothing odd of a refusal", async () => {
  const { authenticate } = setUp('{"status":"a\nb"}');
  const { message } = await assertRejects(authenticate, Error);
  assertEquals(message.endsWith("the broker refuses the token: it says no more"), true, message);
});
