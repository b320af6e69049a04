import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createApp } from "../app.ts";
import { createMetrics } from "../health/process_metrics.ts";
import { BearerToken } from "./bearer_token.ts";

const TOKEN = "the-token-of-this-test-and-no-other";

/** An application that wants a token, asked as a browser asks it. */
function setUp(origin = "http://lab.example:5002") {
  const app = createApp({
    title: "Test",
    description: "",
    allowedHosts: ["lab.example"],
    maxBodyBytes: 1_000,
    metrics: createMetrics("test"),
    notReady: () => Promise.resolve(undefined),
    token: new BearerToken(TOKEN),
  });
  app.get("/topics", (c) => c.text("topics"));
  const { host } = new URL(origin);
  const request = (path: string, init: RequestInit = {}) =>
    app.request(origin + path, {
      ...init,
      headers: { host, accept: "text/html", ...init.headers as Record<string, string> },
    });
  const signIn = (fields: Record<string, string>, headers = {}) =>
    request("/sign-in", {
      method: "POST",
      body: `${new URLSearchParams(fields)}`,
      headers: { "content-type": "application/x-www-form-urlencoded", origin, ...headers },
    });
  return { request, signIn };
}

Deno.test("a browser that is not signed in is shown where to, and comes back to its page", async () => {
  const { request, signIn } = setUp();
  const response = await request("/topics?q=a%22b");
  const page = await response.text();
  assertEquals(response.status, 401);
  assertStringIncludes(response.headers.get("www-authenticate")!, "Bearer");
  assertStringIncludes(page, '<input type="hidden" name="to" value="/topics?q=a%22b">');
  const policy = response.headers.get("content-security-policy")!;
  assert(policy.startsWith("default-src 'none'") && !policy.includes("unsafe"));
  assert(!/<script|<style| style=| on\w+=/.test(page));

  const signedIn = await signIn({ token: ` ${TOKEN}\n`, to: "/topics?q=a%22b" });
  assertEquals([signedIn.status, signedIn.headers.get("location")], [303, "/topics?q=a%22b"]);
  const cookie = signedIn.headers.get("set-cookie")!;
  assert(!cookie.includes(TOKEN));
  for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/"]) {
    assertStringIncludes(cookie, attribute);
  }
  const [session] = cookie.split(";");
  assertEquals((await request("/topics", { headers: { cookie: session } })).status, 200);
});

Deno.test("over TLS the cookie is for TLS only", async () => {
  const secure = await setUp("https://lab.example:5002").signIn({ token: TOKEN });
  assertStringIncludes(secure.headers.get("set-cookie")!, "Secure");
  const plain = await setUp().signIn({ token: TOKEN });
  assert(!plain.headers.get("set-cookie")!.includes("Secure"));
});

Deno.test("a wrong token opens no session, and is not shown again", async () => {
  const { signIn } = setUp();
  for (const token of ["", "wrong<script>", `${TOKEN}x`]) {
    const response = await signIn({ token });
    assertEquals([response.status, response.headers.get("set-cookie")], [401, null]);
    assert(!(await response.text()).includes(token || 'value=""'));
  }
});

Deno.test("who signs in is led to no other site", async () => {
  const { signIn } = setUp();
  for (const to of ["http://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]) {
    assertEquals((await signIn({ token: TOKEN, to })).headers.get("location"), "/", to);
  }
});

Deno.test("a page of another site can sign nobody in", async () => {
  const { signIn } = setUp();
  const response = await signIn({ token: TOKEN }, { origin: "http://evil.example" });
  assertEquals([response.status, response.headers.get("set-cookie")], [403, null]);
});

Deno.test("a program is told what is missing, and never what it sent", async () => {
  const { request } = setUp();
  const headers = { accept: "*/*", authorization: "Bearer nearly-right" };
  const response = await request("/topics", { headers });
  assertEquals(response.status, 401);
  assertEquals(
    response.headers.get("www-authenticate"),
    'Bearer realm="Instigator", error="invalid_token"',
  );
  assert(!(await response.text()).includes("nearly-right"));
});
