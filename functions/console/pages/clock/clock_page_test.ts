import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { aRecord } from "../../testing/fake_cluster.ts";
import { setUp } from "../../testing/set_up.ts";

const RECORDS = "/topics/sampleOne/records";

Deno.test("times are in UTC until a browser tells its zone, and then in that", async () => {
  const { request, cluster } = setUp();
  cluster.records = [aRecord("v"), aRecord("v", { timestamp: 9_000_000_000_000_000 })];
  const { body } = await request(RECORDS);
  assertStringIncludes(body, '"2025-11-22T16:46:40.000Z">2025-11-22 16:46:40.000<');
  assertStringIncludes(body, "9000000000000000");
  assertStringIncludes(body, '<span data-zone-name="true">UTC</span>');
  const cookie = "local-zone=Asia%2FTokyo";
  const { body: local } = await request(RECORDS, { headers: { cookie } });
  assertStringIncludes(local, '"2025-11-22T16:46:40.000Z">2025-11-23 01:46:40.000<');
  assertStringIncludes(local, '<span data-zone-name="true">Asia/Tokyo</span>');
});

Deno.test("a zone that is chosen holds, on pages and in forms", async () => {
  const { post, request } = setUp();
  const { status, headers, flash } = await post("/clock", { zone: "Europe/Berlin" });
  assertEquals([status, flash], [303, "Times are shown in Europe/Berlin"]);
  assertStringIncludes(headers.get("set-cookie")!, "zone=Europe%2FBerlin");
  const cookie = "zone=Europe%2FBerlin; local-zone=Asia%2FTokyo";
  const { body } = await request(`${RECORDS}?from=time&time=2026-07-22T12:00&zone=UTC`, {
    headers: { cookie },
  });
  assertStringIncludes(body, "Time (Europe/Berlin)");
  assertStringIncludes(body, 'value="2026-07-22T14:00:00"');
  assertStringIncludes(body, 'name="zone" value="Europe/Berlin"');
});

Deno.test("going back to the browser's own zone forgets the choice", async () => {
  const { post } = setUp();
  const { headers } = await post("/clock", { zone: "local" });
  assertStringIncludes(headers.get("set-cookie")!, "zone=; Max-Age=0");
});

Deno.test("what is no zone is refused, and changes nothing", async () => {
  const { post, request } = setUp();
  const { status, headers, body } = await post("/clock", { zone: "Mars/Olympus" });
  assertEquals(status, 422);
  assert(!headers.get("set-cookie")?.includes("zone="));
  assertStringIncludes(body, "must be the name of a time zone");
  const { body: page } = await request("/", { headers: { cookie: "zone=Mars%2FOlympus" } });
  assertStringIncludes(page, '<span data-zone-name="true">UTC</span>');
});
