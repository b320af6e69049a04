import { assertEquals } from "@std/assert";
import { RequestsUnderWay } from "./requests_under_way.ts";

Deno.test("RequestsUnderWay.end() waits for those that are not answered, and takes no more", async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const underWay = new RequestsUnderWay();
  const fetch = underWay.counted(() => promise);
  const request = new Request("http://localhost/");
  const answer = fetch(request);
  let ended = false;
  const end = underWay.end(10_000).then(() => ended = true);
  const late = await fetch(request);
  assertEquals([late.status, late.headers.get("retry-after"), ended], [503, "1", false]);
  resolve(new Response("done"));
  assertEquals(await (await answer).text(), "done");
  await end;
});

Deno.test("RequestsUnderWay.end() does not wait beyond its grace", async () => {
  const underWay = new RequestsUnderWay();
  underWay.counted(() => new Promise(() => {}))(new Request("http://localhost/"));
  await underWay.end(5);
});
