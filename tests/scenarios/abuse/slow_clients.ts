import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Lab } from "../../lab.ts";

/** How many clients are slow at once. */
const CLIENTS = 500;

/** How often a dripping client sends a byte, ms. */
const DRIP = 500;

/** What must come of clients that begin a request and do not end it. */
export function slowClientScenarios(lab: Lab): void {
  const connect = (name: string) =>
    Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(lab.url(name)).port) });

  /** Sends a beginning, then byte after byte, and gives the answer when the connection is closed. */
  async function drip(name: string, beginning: string): Promise<string> {
    const connection = await connect(name);
    const send = (text: string) => connection.write(new TextEncoder().encode(text));
    await send(beginning);
    const dripping = setInterval(() => send("x").catch(() => {}), DRIP);
    try {
      let answer = "";
      const decoder = new TextDecoder();
      const chunk = new Uint8Array(4_096);
      while (true) {
        // A reset is as good an end as a closed stream.
        const count = await connection.read(chunk).catch(() => null);
        if (count === null) return answer;
        answer += decoder.decode(chunk.subarray(0, count), { stream: true });
      }
    } finally {
      clearInterval(dripping);
      connection.close();
    }
  }

  Deno.test("connections that bring no request must be closed, and hold up nobody meanwhile", async () => {
    const head = "POST /topics/sampleOne HTTP/1.1\r\nHost: localhost\r\n";
    const body = `${head}Content-Type: application/vnd.kafka.json.v2+json\r\n` +
      `Content-Length: 1000\r\n\r\n{"records":[`;
    const beginnings = ["", "POST /top", `${head}X-A: `, body];
    const slow = Array.from({ length: CLIENTS }, (_, n) => {
      return drip("producer", beginnings[n % beginnings.length]);
    });
    await lab.produce("sampleOne", "beside slow clients");
    assert((await (await fetch(lab.url("producer", "/healthz"))).json()).status === "ok");
    const answers = await Promise.all(slow);
    for (const [n, answer] of answers.entries()) {
      if (beginnings[n % beginnings.length] === body) assertMatch(answer, /^HTTP\/1\.1 408 /);
      else assert(answer === "" || answer.startsWith("HTTP/1.1 400 "), answer);
    }
    assertEquals(answers.length, CLIENTS);
  });

  Deno.test("every function must close a connection that brings no request", async () => {
    const half = "GET / HTTP/1.1\r\nHost: localhost\r\nX-";
    const names = lab.topology.functions.map(({ name }) => name);
    for (const answer of await Promise.all(names.map((name) => drip(name, half)))) {
      assertEquals(answer, "");
    }
  });
}
