import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { Problem } from "../problems/problem.ts";
import { guard } from "./guard.ts";

const app = new Hono();
app.use(guard(["producer"], (path) => path === "/page"));
app.all("*", (c) => c.text("ok"));
app.onError((error) => (error as Problem).toResponse());

async function status(headers: Record<string, string>, path = "/start", method = "GET") {
  const response = await app.request(`http://x${path}`, { method, headers });
  return response.status;
}

Deno.test("guard() answers for the names it is known by, on any port", async () => {
  for (
    const host of ["localhost", "LOCALHOST:5000", "127.0.0.1:1", "[::1]:5000", "producer:5000"]
  ) {
    assertEquals(await status({ host }), 200, host);
  }
});

Deno.test("guard() refuses other names, as after DNS rebinding", async () => {
  for (
    const host of ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io:5000", "", ":80"]
  ) {
    assertEquals(await status({ host }), 421, host);
  }
});

Deno.test("guard() refuses what a browser says another site sent", async () => {
  const host = "localhost:5000";
  const cases: [string, Record<string, string>, number][] = [
    ["1: a client that is no browser", {}, 200],
    ["2: a page of ours", { "sec-fetch-site": "same-origin" }, 200],
    ["3: the address bar", { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" }, 200],
    ["4: another site", { "sec-fetch-site": "cross-site" }, 403],
    ["5: another port of this machine", { "sec-fetch-site": "same-site" }, 403],
    ["6: an old browser, our page", { origin: "http://localhost:5000" }, 200],
    ["7: an old browser, another page", { origin: "http://evil.example" }, 403],
    ["8: another port, by origin", { origin: "http://localhost:3000" }, 403],
    ["9: a page without an origin", { origin: "null" }, 403],
    ["10: plain HTTP, our page", { referer: "http://localhost:5000/docs" }, 200],
    ["11: plain HTTP, another page", { referer: "http://evil.example/" }, 403],
    ["12: a link to what changes something", {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
    }, 403],
  ];
  for (const [name, headers, expected] of cases) {
    assertEquals(await status({ host, ...headers }), expected, name);
  }
});

Deno.test("guard() lets links from other sites lead to pages that change nothing", async () => {
  const link = { host: "localhost", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  assertEquals(await status(link, "/page"), 200);
  assertEquals(await status(link, "/page", "POST"), 403);
  assertEquals(await status({ ...link, "sec-fetch-mode": "no-cors" }, "/page"), 403);
  const plain = { host: "producer", referer: "http://evil.example/" };
  assertEquals(await status(plain, "/page"), 200);
  assertEquals(await status(plain), 403);
});
