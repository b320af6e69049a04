import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import type { Lab } from "../lab.ts";

/** One wrong request, and what must come of it. */
interface Case {
  what: string;
  to: "producer" | "consumer";
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  status: number;
  /** What the answer must name. */
  says: string;
}

const JSON_RECORDS = { "content-type": "application/vnd.kafka.json.v2+json" };
const BINARY_RECORDS = { "content-type": "application/vnd.kafka.binary.v2+json" };

const produce = (body: BodyInit, headers: Record<string, string> = JSON_RECORDS) =>
  ({ to: "producer", path: "/topics/sampleOne", method: "POST", headers, body }) as const;

const CASES: Case[] = [
  { what: "malformed JSON", ...produce(`{"records":`), status: 400, says: "JSON" },
  {
    what: "a wrong content type",
    ...produce("x", { "content-type": "text/csv" }),
    status: 415,
    says: "text/csv",
  },
  {
    what: "a body that is too large",
    ...produce("x".repeat(1_100_000)),
    status: 413,
    says: "1048576",
  },
  {
    what: "a body that is larger than its compressed form",
    ...produce(new Uint8Array(gzipSync("0".repeat(1_100_000))), {
      ...JSON_RECORDS,
      "content-encoding": "gzip",
    }),
    status: 413,
    says: "1048576",
  },
  {
    what: "plain text that says it is compressed",
    ...produce(`{"records":[{"value":1}]}`, { ...JSON_RECORDS, "content-encoding": "gzip" }),
    status: 400,
    says: "gzip",
  },
  {
    what: "another compression",
    ...produce("x", { ...JSON_RECORDS, "content-encoding": "br" }),
    status: 415,
    says: "br",
  },
  {
    what: "a body that is not UTF-8",
    ...produce(Uint8Array.from(`{"records":[{"value":"caf\xe9"}]}`, (c) => c.charCodeAt(0))),
    status: 400,
    says: "UTF-8",
  },
  {
    what: "another charset",
    ...produce(`{"records":[{"value":"caf"}]}`, {
      "content-type": "application/json; charset=iso-8859-1",
    }),
    status: 415,
    says: "iso-8859-1",
  },
  {
    what: "a query that would not be heeded",
    ...produce(`{"records":[{"key":1,"value":1}]}`),
    path: "/topics/sampleOne?a=1",
    status: 422,
    says: '"a"',
  },
  {
    what: "Kafka's own topic",
    ...produce(`{"records":[{"key":1,"value":1}]}`),
    path: "/topics/__consumer_offsets",
    status: 422,
    says: "Kafka's own topic",
  },
  {
    what: "a run to Kafka's own topic",
    to: "producer",
    path: "/start_producer?topic=__transaction_state",
    status: 422,
    says: "Kafka's own topic",
  },
  {
    what: "a parameter without a name",
    to: "producer",
    path: "/start_producer?=1",
    status: 422,
    says: '""',
  },
  {
    what: "a text that is not UTF-8",
    to: "producer",
    path: "/start_producer?template=caf%E9",
    status: 400,
    says: "UTF-8",
  },
  {
    what: "a browser's GET of what changes something",
    to: "producer",
    path: "/stop_producer",
    headers: { "user-agent": "Mozilla/5.0" },
    status: 405,
    says: "use POST",
  },
  { what: "no records", ...produce("{}"), status: 422, says: "records" },
  {
    what: "a list of records that is none",
    ...produce(`{"records":7}`),
    status: 422,
    says: "records",
  },
  { what: "null for a body", ...produce("null"), status: 422, says: "records" },
  {
    what: "a record of nothing",
    ...produce(`{"records":[{"value":1},{}]}`),
    status: 422,
    says: "records.1 must have a key or a value",
  },
  {
    what: "100,000 unknown fields",
    ...produce(`{"records":[{${Array.from({ length: 100_000 }, (_, n) => `"${n}":1`).join()}}]}`),
    status: 422,
    says: "records.0.9 is unknown",
  },
  {
    what: "an unknown topic",
    ...produce(`{"records":[{"value":1}]}`),
    path: "/topics/nope",
    status: 404,
    says: "nope",
  },
  {
    what: "an illegal topic",
    ...produce(`{"records":[{"value":1}]}`),
    path: "/topics/a%20b",
    status: 404,
    says: "a b",
  },
  { what: "an unknown route", to: "producer", path: "/nope", status: 404, says: "/nope" },
  {
    what: "a wrong method",
    to: "producer",
    path: "/topics/sampleOne",
    method: "DELETE",
    status: 405,
    says: "POST",
  },
  {
    what: "an unknown parameter",
    to: "producer",
    path: "/start_producer?speed=1",
    status: 422,
    says: "speed",
  },
  {
    what: "a rate below zero",
    to: "producer",
    path: "/start_producer?rate=-1",
    status: 422,
    says: "rate",
  },
  {
    what: "a rate that is no number",
    to: "producer",
    path: "/start_producer?rate=fast",
    status: 422,
    says: "rate",
  },
  {
    what: "a count of nothing",
    to: "producer",
    path: "/start_producer?count=0",
    status: 422,
    says: "count",
  },
  {
    what: "a run to an unknown topic",
    to: "producer",
    path: "/start_producer?topic=nope",
    status: 404,
    says: "nope",
  },
  {
    what: "an unknown parameter",
    to: "consumer",
    path: "/start_consumer?topic=x",
    status: 422,
    says: "topic",
  },
  {
    what: "a topic that is not there",
    to: "consumer",
    path: "/start_consumer?topics=nope",
    status: 404,
    says: "nope",
  },
  {
    what: "a time that is none",
    to: "consumer",
    path: "/start_consumer?from=yesterday",
    status: 422,
    says: "from",
  },
  {
    what: "a limit that is none",
    to: "consumer",
    path: "/messages?limit=-1",
    status: 422,
    says: "limit",
  },
  {
    what: "an event id that is none",
    to: "consumer",
    path: "/messages",
    headers: { accept: "text/event-stream", "last-event-id": "x" },
    status: 400,
    says: "Last-Event-ID",
  },
  {
    what: "a page of another site",
    to: "producer",
    path: "/start_producer",
    headers: { "sec-fetch-site": "cross-site" },
    status: 403,
    says: "another site",
  },
  {
    what: "another origin",
    to: "consumer",
    path: "/stop_consumer",
    method: "POST",
    headers: { origin: "http://example.com" },
    status: 403,
    says: "another site",
  },
];

/** What wrong requests must get: the right 4xx, and a body that says what to change. */
export function badInputScenarios(lab: Lab): void {
  for (const { what, to, path, status, says, ...init } of CASES) {
    Deno.test(`${what} must get ${status} from the ${to}`, async () => {
      const response = await fetch(lab.url(to, path), init);
      const text = await response.text();
      assertEquals(response.status, status, text);
      assertEquals(response.headers.get("content-type"), "application/problem+json");
      const problem = JSON.parse(text);
      assertEquals(problem.status, status);
      assert(problem.error_code >= 400 && problem.message, text);
      assertStringIncludes(problem.detail, says);
    });
  }

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

  Deno.test("a bad record must fail alone, and its neighbours be written", async () => {
    const records = [
      { key: "Z29vZA==", value: "b25l" },
      { key: "Z29vZA==", value: "not base64!" },
      { key: "Z29vZA==", value: "dHdv", partition: 99 },
      { key: "Z29vZA==", value: "dGhyZWU=" },
    ];
    const response = await fetch(lab.url("producer", "/topics/sampleFour"), {
      method: "POST",
      headers: BINARY_RECORDS,
      body: JSON.stringify({ records }),
    });
    const { offsets } = await response.json();
    assertEquals(response.status, 200);
    const written = offsets.map(({ error_code }: { error_code: number | null }) =>
      error_code === null
    );
    assertEquals(written, [true, false, false, true]);
    assertEquals(offsets[3].offset, offsets[0].offset + 1);
  });

  Deno.test("a record without a key must fail on a compacted topic, and not its neighbours", async () => {
    const response = await fetch(lab.url("producer", "/topics/sampleFour"), {
      method: "POST",
      headers: JSON_RECORDS,
      body: JSON.stringify({ records: [{ key: 1, value: 1 }, { value: 2 }, { key: 3, value: 3 }] }),
    });
    const { offsets } = await response.json();
    assertEquals(
      offsets.map(({ error }: { error: string | null }) => error === null),
      [true, false, true],
    );
  });
}
