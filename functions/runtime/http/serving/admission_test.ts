import { assertEquals, assertRejects } from "@std/assert";
import { Hono } from "hono";
import { Admission, admit } from "./admission.ts";
import { Problem } from "../problems/problem.ts";

/** Room for two requests without a body. */
const TWO = 2 * 1_024;

/** Lets those go on whose turn it is. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("Admission.enter() gives turns in the order of coming, within the limit", async () => {
  const admission = new Admission({ bytes: TWO });
  const entered: string[] = [];
  const enter = (name: string, length: number) =>
    admission.enter(length).then((leave) => {
      entered.push(name);
      return leave;
    });
  const [a, b] = [await enter("a", 0), await enter("b", 0)];
  const [large, small] = [enter("larger than the limit", 3 * TWO), enter("small", 0)];
  a();
  await turn();
  assertEquals(entered, ["a", "b"]);
  b();
  const leave = await large;
  await turn();
  assertEquals(entered, ["a", "b", "larger than the limit"]);
  leave();
  (await small)();
});

Deno.test("Admission.enter() turns away whom there is no room for, and says when to come again", async () => {
  const admission = new Admission({ bytes: TWO, waiting: 1 });
  const leave = await admission.enter(TWO);
  const next = admission.enter(0);
  const busy = await assertRejects(() => admission.enter(0), Problem, "1 requests wait");
  assertEquals([busy.status, busy.headers["retry-after"]], [429, "1"]);
  leave();
  (await next)();
  (await admission.enter(0))();
});

Deno.test("Admission.enter() turns away who has waited too long", async () => {
  const admission = new Admission({ bytes: TWO, patience: 20 });
  const leave = await admission.enter(TWO);
  await assertRejects(() => admission.enter(0), Problem, "Cannot take more");
  leave();
  (await admission.enter(0))();
});

Deno.test("admit() has no GET wait, and counts more than is sent where a body is compressed", async () => {
  const app = new Hono();
  const { promise, resolve } = Promise.withResolvers<void>();
  app.use(admit(10 * TWO, new Admission({ bytes: TWO, waiting: 0 })));
  app.onError((error) => (error as Problem).toResponse());
  app.all("/", async (c) => {
    if (c.req.method === "POST") await promise;
    return c.text("done");
  });
  const post = (headers: Record<string, string>) => app.request("/", { method: "POST", headers });
  const packed = post({ "content-length": "1", "content-encoding": "gzip" });
  const turnedAway = await post({ "content-length": "1" });
  assertEquals([turnedAway.status, (await app.request("/")).status], [429, 200]);
  resolve();
  assertEquals((await packed).status, 200);
  assertEquals((await post({ "content-length": "1" })).status, 200);
});
