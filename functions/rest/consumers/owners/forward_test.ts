import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { forwardToOwner } from "./forward.ts";
import type { Instances } from "../instances.ts";
import type { Owners } from "./owners.ts";

/** A replica with no instances, and the names that it has released. */
function replica(owner: string | undefined) {
  const released: string[] = [];
  const owners: Owners = {
    find: () => Promise.resolve(owner),
    claim: () => Promise.resolve(),
    release: (_, name) => Promise.resolve(void released.push(name)),
  };
  const instances = { has: () => false } as unknown as Instances;
  const app = new Hono();
  app.use("/consumers/:group/instances/:instance/*", forwardToOwner(instances, owners));
  app.all("*", (c) => c.text("here"));
  app.onError((error) => error instanceof Problem ? error.toResponse() : new Response(`${error}`));
  return { app, released };
}

const PATH = "/consumers/g/instances/i/records?timeout=1";

Deno.test("forwardToOwner() hands a request to the replica that has the instance, once", async () => {
  const seen: string[] = [];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (r) => {
    const { pathname, search } = new URL(r.url);
    const marks = [r.headers.get("instigator-forwarded"), r.headers.get("origin")];
    seen.push(
      [r.method, pathname + search, await r.text(), r.headers.get("accept"), ...marks].join(),
    );
    return new Response("there", { status: 201, headers: { "content-type": "text/x" } });
  });
  const { app } = replica(`http://127.0.0.1:${server.addr.port}`);
  const headers = { accept: "a/b", origin: "http://localhost" };
  const answer = await app.request(PATH, { method: "POST", body: "body", headers });
  assertEquals([answer.status, answer.headers.get("content-type")], [201, "text/x"]);
  assertEquals(await answer.text(), "there");
  assertEquals(seen, ["POST,/consumers/g/instances/i/records?timeout=1,body,a/b,1,"]);
  const marked = await app.request(PATH, { headers: { "instigator-forwarded": "1" } });
  assertEquals(await marked.text(), "here");
});

Deno.test("forwardToOwner() keeps what nobody has", async () => {
  assertEquals(await (await replica(undefined).app.request(PATH)).text(), "here");
});

Deno.test("forwardToOwner() gives up an instance whose replica is gone", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const { app, released } = replica(`http://127.0.0.1:${port}`);
  const answer = await app.request(PATH);
  assertEquals([answer.status, (await answer.json()).error_code, released], [404, 40403, ["i"]]);
});
