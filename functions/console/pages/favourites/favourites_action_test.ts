import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { setUp } from "../../testing/set_up.ts";

const ORDERS = { path: "/topics/sampleOne/records", name: "sampleOne", keep: "1" };

function encoded(text: string): string {
  return new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** The cookie that an answer sets, as the browser sends it. */
function cookieOf(headers: Headers): string {
  return headers.getSetCookie().find((cookie) => cookie.startsWith("favourites="))!.split(";")[0];
}

Deno.test("a page is a favourite until it is given up", async () => {
  const { post, request } = setUp();
  const { status, location, flash, headers } = await post("/favourites", ORDERS);
  assertEquals([status, location, flash], [303, ORDERS.path, "sampleOne is a favourite"]);
  const cookie = cookieOf(headers);
  for (const path of ["/search", "/topics"]) {
    const { body } = await request(path, { headers: { cookie } });
    assertStringIncludes(body, '<a href="/topics/sampleOne/records">★ sampleOne</a>');
  }
  const { body } = await request(ORDERS.path, { headers: { cookie } });
  assertStringIncludes(body, 'aria-pressed="true"><span aria-hidden="true">★</span>');
  const given = await post("/favourites", { path: ORDERS.path, name: "x" }, { cookie });
  assertEquals(cookieOf(given.headers), `favourites=${encoded("[]")}`);
});

Deno.test("no favourite leads to another site", async () => {
  const { post, request } = setUp();
  for (const path of ["//evil.example", "/\\evil.example", "https://evil.example"]) {
    assertEquals((await post("/favourites", { ...ORDERS, path })).status, 422, path);
    const cookie = `favourites=${encoded(JSON.stringify([[path, "evil"]]))}`;
    const { body } = await request("/search", { headers: { cookie } });
    assert(!body.includes("evil"), path);
  }
});

Deno.test("more than a cookie holds is refused, and a broken cookie is none", async () => {
  const { post, request } = setUp();
  const { status, body } = await post("/favourites", { ...ORDERS, name: "x".repeat(4_000) });
  assertEquals(status, 422);
  assertStringIncludes(body, "Cannot keep one more");
  for (const text of ["{", "", "7", "[7]", '[["/a"]]']) {
    const cookie = `favourites=${encoded(text)}`;
    assertEquals((await request("/search", { headers: { cookie } })).status, 200, text);
  }
});

Deno.test("a search is saved under a name, and found on its topic's page", async () => {
  const { post, request } = setUp();
  const search = "/topics/sampleOne/records?where=offset+%3E+1&zone=UTC";
  const { body } = await request(search);
  assertStringIncludes(body, `name="path" value="${search.replaceAll("&", "&amp;")}"`);
  const { headers, location } = await post("/favourites", { path: search, name: "new", keep: "1" });
  assertEquals(location, search);
  const cookie = cookieOf(headers);
  const { body: page } = await request("/topics/sampleOne/records", { headers: { cookie } });
  assertStringIncludes(page, `<a href="${search.replaceAll("&", "&amp;")}">★ new</a>`);
});
