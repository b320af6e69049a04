import { assertEquals } from "@std/assert";
import { behindPassword } from "./password.ts";

const app = behindPassword((request) => new Response(new URL(request.url).pathname), {
  username: "admin",
  password: "secret",
});

function ask(path: string, credentials?: string) {
  const headers = credentials ? { authorization: `Basic ${btoa(credentials)}` } : undefined;
  return app.request(`http://localhost${path}`, { headers });
}

Deno.test("behindPassword() lets in who knows it, and nobody else", async () => {
  assertEquals((await ask("/topics", "admin:secret")).status, 200);
  for (const wrong of [undefined, "admin:wrong", "root:secret", "admin", ":", "admin:secret2"]) {
    const response = await ask("/topics", wrong);
    assertEquals(response.status, 401);
    assertEquals(response.headers.get("www-authenticate"), 'Basic realm="Instigator"');
  }
});

Deno.test("behindPassword() leaves the health check free, and nothing that looks like it", async () => {
  assertEquals(await (await ask("/healthz")).text(), "/healthz");
  assertEquals((await ask("/healthz/")).status, 401);
  assertEquals((await ask("//healthz")).status, 401);
});
