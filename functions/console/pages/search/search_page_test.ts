import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { setUp } from "../../testing/set_up.ts";

/** What a search finds, as `name → address`. */
async function found(text: string, set: ReturnType<typeof setUp> = setUp()): Promise<string[]> {
  const { sampler, request } = set;
  await sampler.look();
  const { status, body } = await request(`/search?${new URLSearchParams({ q: text })}`);
  assertEquals(status, 200, body);
  const list = body.slice(body.indexOf('id="found"'), body.indexOf("</main>"));
  return [...list.matchAll(/<a href="([^"]*)">([^<]*)/g)].map(([, href, name]) =>
    `${name} → ${href.replaceAll("&amp;", "&")}`
  );
}

Deno.test("a search finds topics, groups, brokers, settings and pages", async () => {
  assertEquals(await found("sampleone"), ["sampleOne → /topics/sampleOne/records"]);
  assertEquals(await found("readers"), ["readers → /groups/readers"]);
  assertEquals((await found("broker 2"))[0], "broker 2 → /brokers/2");
  assertEquals(await found("CLEANER thr"), [
    "log.cleaner.threads → /brokers/1?settings=all&q=log.cleaner.threads",
  ]);
  assertEquals(await found("overv"), ["Overview → /"]);
});

Deno.test("a search shows the nearest first, and no more than can be read", async () => {
  const set = setUp();
  set.cluster.groupNames = ["my-a", ...Array.from({ length: 100 }, (_, n) => `a-${n}`), "a"];
  const hits = (await found("a", set)).filter((hit) => hit.includes("→ /groups/"));
  assertEquals([hits[0], hits.length], ["a → /groups/a", 12]);
  assertStringIncludes(hits[1], "a-0");
});

Deno.test("a search for nothing, and one that finds nothing, say so", async () => {
  const { request } = setUp();
  assertStringIncludes((await request("/search?q=zzz")).body, "Nothing has all of these words");
  assert(!(await request("/search?q=+")).body.includes("Nothing has"));
});

Deno.test("a name that would break a page is shown as text", async () => {
  const set = setUp();
  set.cluster.groupNames = ["a\u202eb<script>"];
  await set.sampler.look();
  const { body } = await set.request("/search?q=script");
  assertStringIncludes(body, "a⟨U+202E⟩b&lt;script&gt;");
});
