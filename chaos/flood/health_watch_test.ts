import { assert, assertRejects } from "@std/assert";
import { HealthWatch } from "./health_watch.ts";

Deno.test("HealthWatch tells how long answers take, whatever its own thread does meanwhile", async () => {
  const { promise: twice, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    if (++asked === 2) resolve();
    return new Response("ok");
  });
  using watch = new HealthWatch(new URL(`http://127.0.0.1:${server.addr.port}/healthz`));
  await twice;
  assert((await watch.latencies()).length > 0);
});

Deno.test("HealthWatch says so where nobody answers", async () => {
  using watch = new HealthWatch(new URL("http://127.0.0.1:1/healthz"));
  // The first answer may come before it has failed.
  await assertRejects(
    async () => {
      while (true) await watch.latencies();
    },
    Error,
    "Cannot watch /healthz",
  );
});
