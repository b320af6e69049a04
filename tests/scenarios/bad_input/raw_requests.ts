import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Lab } from "../../lab.ts";

/** What must come of requests that only a program of its own kind sends. */
export function rawRequestScenarios(lab: Lab): void {
  /** What a function answers to a request that fetch() would not send as it is. */
  async function rawAnswer(name: string, line: string, host = "localhost"): Promise<string> {
    const { hostname, port } = new URL(lab.url(name));
    using connection = await Deno.connect({ hostname, port: Number(port) });
    await connection.write(
      new TextEncoder().encode(`${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    return await new Response(connection.readable).text();
  }

  Deno.test("another Host must get 421", async () => {
    assertStringIncludes(await rawAnswer("producer", "GET /", "evil.example"), "HTTP/1.1 421 ");
  });

  Deno.test("TRACE must get 405 from every function", async () => {
    for (const { name } of lab.topology.functions) {
      assertStringIncludes(await rawAnswer(name, "TRACE /status"), "HTTP/1.1 405 ", name);
    }
  });

  Deno.test("HEAD must change nothing, and tell no other length than GET's", async () => {
    const run = { topic: "sampleOne", rate: "1" };
    const started = await fetch(lab.url("producer", `/start_producer?${new URLSearchParams(run)}`));
    const { wanted } = await started.json();
    const answer = await rawAnswer("producer", "HEAD /stop_producer");
    assertStringIncludes(answer, "HTTP/1.1 200 ");
    assert(!/content-length/i.test(answer), answer);
    const status = await (await fetch(lab.url("producer", "/status"))).json();
    assertEquals([status.state, status.wanted.run], ["started", wanted.run]);
    await (await fetch(lab.url("producer", "/stop_producer"))).body?.cancel();
    const { length } = await (await fetch(lab.url("producer", "/healthz"))).text();
    const head = await rawAnswer("producer", "HEAD /healthz");
    assertStringIncludes(head.toLowerCase(), `content-length: ${length}\r\n`);
  });
}
