import { assertEquals } from "@std/assert";
import { requested, setUp } from "../testing/lag_app.ts";

Deno.test("/burrow/admin tells whether it works", async () => {
  const { request, state } = setUp();
  assertEquals((await request("/burrow/admin")).text, "GOOD");
  assertEquals((await request("/burrow/admin/ready")).text, "READY");
  assertEquals((await request("/readyz")).status, 200);
  Object.assign(state, { isReady: false, reason: "Cannot reach Kafka: refused" });
  const { status, text } = await request("/burrow/admin/ready");
  assertEquals([status, text], [503, "STARTING"]);
  assertEquals((await request("/readyz")).status, 503);
});

Deno.test("/v3/admin/loglevel shows the level and changes it", async () => {
  const { request, log } = setUp();
  const path = "/v3/admin/loglevel";
  const post = (body: string) => request(path, { method: "POST", body });
  const answers = [
    [await request(path), 200, '{"error":false,"message":"log level returned","level":"info",'],
    [await post('{"level":"DEBUG"}'), 200, '{"error":false,"message":"set log level",'],
    [await post('{"level":"verbose"}'), 404, '{"error":true,"message":"unknown log level",'],
    [await post("{}"), 404, '{"error":true,"message":"unknown log level",'],
    [await post("debug"), 400, '{"error":true,"message":"could not decode message body",'],
    [await post("[]"), 400, '{"error":true,"message":"could not decode message body",'],
    [await post('{"level":1}'), 400, '{"error":true,"message":"could not decode message body",'],
  ] as const;
  for (const [answer, status, body] of answers) {
    assertEquals([answer.status, answer.text], [status, `${body}${requested(path)}}`]);
  }
  assertEquals(log.level, "debug");
});
