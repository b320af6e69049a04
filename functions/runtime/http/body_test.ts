import { assertEquals } from "@std/assert";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import { limitBody, readBody, readParameters } from "./body.ts";
import { Problem } from "./problem.ts";

const schema = z.strictObject({ a: z.coerce.number().optional(), b: z.string().optional() });

const app = new OpenAPIHono();
app.use(limitBody(20));
app.post("/body", async (c) => c.text(await readBody(c.req.raw)));
app.all("/parameters", async (c) => c.json(await readParameters(c, schema)));
app.onError((error) => {
  if (error instanceof Problem) return error.toResponse();
  throw error;
});

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
