import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { readForm } from "./form.ts";

const app = new Hono();
app.post("/", async (c) => c.json(await readForm(c)));
app.onError((error) => (error as Problem).toResponse());

Deno.test("readForm() takes UTF-8, and nothing that would be changed by reading it as such", async () => {
  const form = "application/x-www-form-urlencoded";
  const cases: [BodyInit, string, number][] = [
    ["value=caf%C3%A9", form, 200],
    ["value=caf%E9", form, 400],
    [new Uint8Array([0x61, 0x3d, 0xe9]), form, 400],
    ["value=a", `${form}; charset=iso-8859-1`, 415],
    ["value=a", "text/plain", 415],
  ];
  for (const [body, type, status] of cases) {
    const headers = { "content-type": type };
    const response = await app.request("/", { method: "POST", body, headers });
    assertEquals(response.status, status, `${body}`);
    if (status === 200) assertEquals(await response.json(), { value: "café" });
    else await response.body?.cancel();
  }
});
