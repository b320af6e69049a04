import { assertEquals, assertRejects } from "@std/assert";
import type { LabEnvironment } from "../../../environment.ts";
import { chaosRoute } from "./chaos_route.ts";
import { type ChaosStarter, chaosStarter, Refusal } from "./chaos_starter.ts";

const HOST = "127.0.0.1:7073";

const JSON_HEADERS = { host: HOST, "content-type": "application/json" };

function ask(
  path: string,
  { starter = counting().starter, headers = JSON_HEADERS, method = "POST", body = "{}" }: {
    starter?: ChaosStarter;
    headers?: Record<string, string>;
    method?: string;
    body?: string;
  } = {},
) {
  const init = { method, headers, ...(method === "POST" && { body }) };
  return chaosRoute(new Request(`http://${HOST}${path}`, init), HOST, starter);
}

function counting() {
  const did: string[] = [];
  const starter: ChaosStarter = {
    start: (scenario) => Promise.resolve(void did.push(scenario)),
    stop: () => Promise.resolve(void did.push("stop")),
  };
  return { did, starter };
}

Deno.test("chaosRoute() begins and ends a scenario", async () => {
  const { did, starter } = counting();
  const body = JSON.stringify({ scenario: "leader-kill" });
  assertEquals((await ask("/chaos", { starter, body }))?.status, 202);
  assertEquals((await ask("/chaos/stop", { starter }))?.status, 202);
  assertEquals(did, ["leader-kill", "stop"]);
  assertEquals(await ask("/kafka1/metrics"), undefined);
});

Deno.test("chaosRoute() does nothing for pages, for other hosts, and for what it cannot read", async () => {
  const { did, starter } = counting();
  const body = JSON.stringify({ scenario: "leader-kill" });
  const of = async (options: Parameters<typeof ask>[1]) =>
    (await ask("/chaos", { starter, body, ...options }))?.status;
  assertEquals(await of({ method: "GET" }), 405);
  assertEquals(await of({ headers: { ...JSON_HEADERS, host: "evil.example:7073" } }), 421);
  assertEquals(await of({ headers: { ...JSON_HEADERS, origin: "http://localhost:5002" } }), 403);
  assertEquals(await of({ headers: { ...JSON_HEADERS, "sec-fetch-site": "cross-site" } }), 403);
  assertEquals(await of({ headers: { host: HOST, "content-type": "text/plain" } }), 415);
  for (const wrong of ["", "null", "{}", '{"scenario":1}', " ".repeat(2_000) + body]) {
    assertEquals(await of({ body: wrong }), 422);
  }
  assertEquals(did, []);
});

Deno.test("chaosRoute() tells why a scenario does not begin", async () => {
  const starter: ChaosStarter = {
    ...counting().starter,
    start: () => Promise.reject(new Refusal(409, "Another scenario runs")),
  };
  const answer = await ask("/chaos", { starter, body: '{"scenario":"leader-kill"}' });
  assertEquals(answer?.status, 409);
  assertEquals(await answer?.json(), { message: "Another scenario runs" });
});

Deno.test("chaosStarter() begins one scenario at a time, of those that there are", async () => {
  const stateDir = await Deno.makeTempDir();
  try {
    const begun: string[] = [];
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const starter = chaosStarter({ stateDir } as LabEnvironment, (scenario) => {
      begun.push(scenario);
      return Promise.resolve({ pid: 1, ended });
    });
    for (const name of ["no-such", "../main", ""]) {
      await assertRejects(() => starter.start(name), Refusal, "no scenario");
    }
    await assertRejects(() => starter.stop(), Refusal, "No scenario runs");
    const both = ["leader-kill", "leader-kill"].map((name) => starter.start(name));
    assertEquals((await Promise.allSettled(both)).map(({ status }) => status).sort(), [
      "fulfilled",
      "rejected",
    ]);
    await assertRejects(() => starter.start("leader-kill"), Refusal, "one at a time");
    resolve("exit code 0");
    await ended;
    await starter.start("broker-pause");
    assertEquals(begun, ["leader-kill", "broker-pause"]);
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});
