import { assertEquals } from "@std/assert";
import { memberState, parseDump } from "./four_letter_words.ts";

/** What `dump` prints, with these sessions' ephemeral nodes. */
function dump(ephemerals: Record<string, string[]>): string {
  const sessions = Object.entries(ephemerals);
  return [
    "SessionTracker dump:",
    `Global Sessions(${sessions.length}):`,
    ...sessions.map(([id]) => `0x${id}\t6000ms`),
    "ephemeral nodes dump:",
    `Sessions with Ephemerals (${sessions.length}):`,
    ...sessions.flatMap(([id, paths]) => [`0x${id}:`, ...paths.map((path) => `\t${path}`)]),
    "Connections dump:",
    "Connections Sets (1)/(1):",
    "1 expire at Mon Nov 23 00:46:48 UTC 2026:",
    "\tip: /127.0.0.1:43534 sessionId: 0x0",
    "",
  ].join("\n");
}

Deno.test("parseDump() tells brokers, and the controller by its session", () => {
  const cases: [Record<string, string[]>, ReturnType<typeof parseDump>][] = [
    [{}, { brokers: [] }],
    [{ "11": ["/brokers/ids/3"], "12": ["/brokers/ids/1"] }, { brokers: [1, 3] }],
    [
      { "11": ["/controller", "/brokers/ids/2"], "12": ["/brokers/ids/1"] },
      { brokers: [1, 2], controller: 2 },
    ],
    // A controller that has not registered as a broker yet is no controller to anybody.
    [{ "11": ["/controller"], "12": ["/brokers/ids/1"] }, { brokers: [1] }],
    [{ "11": ["/admin/preferred_replica_election", "/x/brokers/ids/4"] }, { brokers: [] }],
  ];
  for (const [ephemerals, expected] of cases) assertEquals(parseDump(dump(ephemerals)), expected);
});

Deno.test("memberState() tells the role, a missing quorum, nonsense, silence and nobody", async () => {
  const answers: [string | undefined, Awaited<ReturnType<typeof memberState>>][] = [
    ["Zookeeper version: 3.8.4\nMode: follower\nNode count: 5\n", {
      state: "up",
      role: "follower",
    }],
    ["This ZooKeeper instance is not currently serving requests\n", { state: "looking" }],
    ["HTTP/1.1 400 Bad Request\r\n\r\n", { state: "unresponsive" }],
    [undefined, { state: "unresponsive" }],
  ];
  for (const [answer, expected] of answers) {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const served = listener.accept().then(async (connection) => {
      await connection.read(new Uint8Array(4));
      // A member that hangs keeps the connection open until it is closed from the other side.
      if (answer === undefined) await connection.read(new Uint8Array(4));
      else await connection.write(new TextEncoder().encode(answer));
      connection.close();
    });
    assertEquals(await memberState(listener.addr.port), expected);
    await served;
  }
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  free.close();
  assertEquals(await memberState(free.addr.port), { state: "down" });
});
