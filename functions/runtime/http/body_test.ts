import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import { deflateSync, gzipSync } from "node:zlib";
import { limitBody, readBody, readParameters } from "./body.ts";
import { Problem } from "./problems/problem.ts";

const schema = z.strictObject({ a: z.coerce.number().optional(), b: z.string().optional() });

/** An application that takes bodies of so many bytes. */
function application(maxBytes: number): OpenAPIHono {
  const app = new OpenAPIHono();
  app.use(limitBody(maxBytes));
  app.post("/body", async (c) => c.text(await readBody(c.req.raw)));
  app.all("/parameters", async (c) => c.json(await readParameters(c, schema)));
  app.onError((error) => {
    if (error instanceof Problem) return error.toResponse();
    throw error;
  });
  return app;
}

const app = application(20);
const roomy = application(50);

/** A body of unknown length. */
function chunks(...texts: string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(texts.map((text) => new TextEncoder().encode(text)));
}

Deno.test("readBody() reads bodies with and without a known length", async () => {
  for (const body of ["0123456789", chunks("01234", "56789")]) {
    const response = await app.request("/body", { method: "POST", body });
    assertEquals(await response.text(), "0123456789");
  }
});

Deno.test("limitBody() refuses a body that is too large, whether or not it says so", async () => {
  const large = "x".repeat(21);
  const cases: RequestInit[] = [
    { body: large, headers: { "content-length": "21" } },
    { body: chunks(large) },
    { body: chunks("x".repeat(15), "x".repeat(6)) },
  ];
  for (const init of cases) {
    const response = await app.request("/body", { method: "POST", ...init });
    assertEquals(response.status, 413);
    await response.body?.cancel();
  }
});

Deno.test("readBody() takes UTF-8, and nothing that would be changed by reading it as such", async () => {
  const latin1 = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);
  const cases: [BodyInit, string, number, string][] = [
    ["café", "text/plain", 200, "café"],
    ["café", "text/plain; charset=UTF-8", 200, "café"],
    ["café", 'text/plain;charset="utf8"', 200, "café"],
    [latin1, "text/plain", 400, "it is not UTF-8"],
    [latin1, "text/plain; charset=iso-8859-1", 415, 'charset \\"iso-8859-1\\"'],
    ["a", "text/plain; charset=utf-16", 415, "send UTF-8"],
  ];
  for (const [body, type, status, says] of cases) {
    const headers = { "content-type": type };
    const response = await app.request("/body", { method: "POST", body, headers });
    assertEquals(response.status, status, type);
    assertStringIncludes(await response.text(), says);
  }
});

Deno.test("limitBody() decodes what is compressed, within the same limit", async () => {
  const text = "0123456789";
  const gzip = (text: string) => new Uint8Array(gzipSync(text));
  const bomb = "0".repeat(1_000_000);
  const cases: [string, BodyInit, number, string][] = [
    ["gzip", gzip(text), 200, text],
    ["GZip", gzip(text), 200, text],
    ["deflate", new Uint8Array(deflateSync(text)), 200, text],
    ["identity", text, 200, text],
    ["gzip", gzip(bomb), 413, "more than 50 bytes"],
    ["gzip", gzip(bomb.slice(0, 51)), 413, "more than 50 bytes"],
    ["gzip", text, 400, "Cannot decode the body as gzip"],
    ["gzip", gzip(text).subarray(0, 15), 400, "Cannot decode the body as gzip"],
    ["gzip", "", 400, "Cannot decode the body as gzip"],
    ["br", text, 415, 'content encoding \\"br\\"'],
    ["gzip, gzip", gzip(text), 415, "use gzip, deflate or none"],
  ];
  for (const [coding, body, status, says] of cases) {
    const headers = { "content-encoding": coding };
    const response = await roomy.request("/body", { method: "POST", body, headers });
    assertEquals(response.status, status, `${coding} ${says}`);
    assertStringIncludes(await response.text(), says);
  }
});

Deno.test("readBody() refuses a body that breaks off", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.error(new Error("connection reset"));
    },
  });
  const response = await app.request("/body", { method: "POST", body });
  assertEquals([response.status, (await response.json()).detail], [
    400,
    "Cannot read the body: connection reset",
  ]);
});

Deno.test("readParameters() takes them from the query and from a JSON object", async () => {
  const response = await app.request("/parameters?a=1", {
    method: "POST",
    body: `{"b": "x"}`,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
  assertEquals(await response.json(), { a: 1, b: "x" });
  assertEquals(await (await app.request("/parameters", { method: "POST" })).json(), {});
});

Deno.test("readParameters() refuses what it cannot take", async () => {
  const json = { "content-type": "application/json" };
  const cases: [string, RequestInit | undefined, number, string][] = [
    ["?a=x", undefined, 422, "Cannot take these parameters: a Invalid input"],
    ["?=1", undefined, 422, 'Cannot take these parameters: ""'],
    ["?__proto__=1", undefined, 422, "__proto__"],
    ["?b=caf%E9", undefined, 400, "are not UTF-8"],
    ["?a=1&a=2", undefined, 422, "Cannot take a more than once"],
    ["?a=1", { body: `{"a": 1}`, headers: json }, 422, "Cannot take a more than once"],
    ["", { body: "[1]", headers: json }, 422, "it must be a JSON object"],
    ["", { body: "{", headers: json }, 400, "Cannot parse the body as JSON"],
    ["", { body: "a=1", headers: { "content-type": "text/plain" } }, 415, "Cannot read text/plain"],
  ];
  for (const [query, init, status, detail] of cases) {
    const response = await app.request(`/parameters${query}`, init && { method: "POST", ...init });
    const problem = await response.json();
    assertEquals(
      [response.status, problem.detail.includes(detail)],
      [status, true],
      problem.detail,
    );
  }
});

Deno.test("readParameters() tells the first of many faults", async () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`x${n}`, n]));
  const problem = await (await application(1e6).request("/parameters", {
    method: "POST",
    body: JSON.stringify(many),
    headers: { "content-type": "application/json" },
  })).json();
  assertEquals(problem.errors.length, 10);
  assert(problem.detail.endsWith("; and 990 more"), problem.detail);
});
