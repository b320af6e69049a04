import { assert, assertStringIncludes } from "@std/assert";
import { setUp } from "../testing/set_up.ts";

Deno.test("charts show as much of the past as the address asks for, and what happened meanwhile", async () => {
  const { request, sampler } = setUp();
  await sampler.look();
  const now = Date.now();
  sampler.moments.add([
    { at: now - 20_000, kind: "broker-gone", text: "kafka2 gone" },
    { at: now - 1_000_000, kind: "leaders", text: "5 leaders moved", topics: ["sampleOne"] },
    { at: now - 30_000, kind: "members", text: "1 → 2 members", group: "readers" },
  ], now);
  const usual = (await request("/")).body;
  assertStringIncludes(usual, 'data-span="300"');
  assertStringIncludes(usual, "kafka2 gone");
  assert(!usual.includes("5 leaders moved") && !usual.includes("2 members"));
  const long = (await request("/?span=90m&scale=log")).body;
  assertStringIncludes(long, 'data-span="5400" data-scale="log"');
  assertStringIncludes(long, "5 leaders moved");
  assertStringIncludes((await request("/?span=constructor")).body, 'data-span="300"');
  assertStringIncludes((await request("/groups/readers")).body, "1 → 2 members");
  assertStringIncludes((await request("/topics/sampleOne?span=20m")).body, "5 leaders moved");
});
