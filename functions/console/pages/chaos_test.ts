import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { CHAOS_TOPIC, type ChaosRun } from "../chaos/chaos_run.ts";
import { aChaosRun } from "../testing/chaos_samples.ts";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { anOverview } from "../testing/samples.ts";
import { setUp } from "../testing/set_up.ts";

const URL = "http://127.0.0.1:7073/chaos";

const BEGUN = { [URL]: { message: "leader-kill begins" } };

/** A console in whose Kafka a run is told. */
function withRun(run: ChaosRun, options: Parameters<typeof setUp>[0] = {}) {
  const console = setUp(options);
  const [topic] = anOverview().topics;
  console.cluster.state.topics.push({ ...topic, name: CHAOS_TOPIC, partitions: 1 });
  const value = new TextEncoder().encode(JSON.stringify(run));
  const place = { topic: CHAOS_TOPIC, partition: 0, offset: 9, timestamp: 0 };
  console.cluster.records = [{ ...place, key: null, value, headers: [] }];
  return console;
}

Deno.test("/chaos offers a button for each scenario, or the command where nobody may start one", async () => {
  const { body } = await setUp({ chaosUrl: URL }).request("/chaos");
  assertStringIncludes(body, 'href="/chaos/leader-kill"');
  assertStringIncludes(body, "Nothing has broken this lab yet");
  const without = await setUp().request("/chaos");
  assertStringIncludes(without.body, "deno task chaos leader-kill --join --short");
  assertEquals(without.body.includes('href="/chaos/leader-kill"'), false);
});

Deno.test("/chaos shows the run that was told last: its timeline, its faults and its verdict", async () => {
  const run = aChaosRun();
  const { body } = await withRun(run).request("/chaos");
  for (const text of ["killed kafka2, which led partition 3", "12,000", "pid 7 is gone", "met"]) {
    assertStringIncludes(body, text);
  }
  assertEquals(body.match(/<figure class="timeline">/g)?.length, 6);
  const [scenario] = run.scenarios;
  const verdict = { ...scenario.verdict!, anomalies: { "lost write": 2 } };
  const scenarios = [{ ...scenario, verdict, state: "failed" as const, wrong: ["p0-1:3 <lost>"] }];
  const failed = await withRun({ ...run, state: "failed", scenarios }).request("/chaos");
  assertStringIncludes(failed.body, "2 × lost write");
  assertStringIncludes(failed.body, "p0-1:3 &lt;lost&gt;");
});

Deno.test("/chaos says of a run that tells nothing any more that it is silent, and lets one that runs be stopped", async () => {
  const running = { ...aChaosRun(), state: "running" as const };
  const { body } = await withRun(running, { chaosUrl: URL }).request("/chaos");
  assertStringIncludes(body, "Nothing was heard of it since");
  assertStringIncludes(body, 'action="/chaos/run/stop"');
  const fresh = await withRun({ ...running, updatedAt: Date.now() }).request("/chaos");
  assertEquals(fresh.body.includes("Nothing was heard"), false);
  assertEquals(fresh.body.includes("/chaos/run/stop"), false);
});

Deno.test("a scenario begins once its name was typed, and by nothing else", async () => {
  using network = fakeFetch(BEGUN);
  const { request, post } = setUp({ chaosUrl: URL });
  const page = await request("/chaos/leader-kill");
  assertStringIncludes(page.body, "Kills a broker that leads a partition");
  assertEquals((await request("/chaos/leader-kill", { method: "HEAD" })).status, 200);
  assertEquals((await post("/chaos/leader-kill", { confirm: "leader" })).status, 422);
  assertEquals((await post("/chaos/leader-kill")).status, 422);
  const foreign = { "sec-fetch-site": "cross-site", origin: "http://evil.example" };
  const refused = await post("/chaos/leader-kill", { confirm: "leader-kill" }, foreign);
  assertEquals(refused.status, 403);
  assertEquals(network.sent, []);
  const begun = await post("/chaos/leader-kill", { confirm: "leader-kill" });
  assertEquals([begun.status, begun.location], [303, "/chaos"]);
  assertMatch(begun.flash, /^leader-kill begins/);
  assertEquals(network.sent, [{ url: URL, body: { scenario: "leader-kill" } }]);
});

Deno.test("a scenario is refused where another one runs, where nobody starts it, and where there is none", async () => {
  const message = "Another scenario runs: one at a time";
  using _network = fakeFetch({ [URL]: Response.json({ message }, { status: 409 }) });
  const { request, post } = setUp({ chaosUrl: URL });
  const busy = await post("/chaos/leader-kill", { confirm: "leader-kill" });
  assertEquals(busy.status, 409);
  assertStringIncludes(busy.body, message);
  const alone = await setUp().post("/chaos/leader-kill", { confirm: "leader-kill" });
  assertEquals(alone.status, 409);
  assertEquals((await request("/chaos/no-such")).status, 404);
  assertEquals((await post("/chaos/no-such", { confirm: "no-such" })).status, 404);
});
