import { assert, assertEquals, assertStringIncludes } from "@std/assert";
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
  { what: "no records", ...produce("{}"), status: 422, says: "records" },
  {
    what: "a list of records that is none",
    ...produce(`{"records":7}`),
    status: 422,
    says: "records",
  },
  { what: "null for a body", ...produce("null"), status: 422, says: "records" },
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

  Deno.test("another Host must get 421", async () => {
    // fetch() sets Host by itself, so this speaks HTTP by hand.
    const { hostname, port } = new URL(lab.url("producer"));
    using connection = await Deno.connect({ hostname, port: Number(port) });
    await connection.write(
      new TextEncoder().encode("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    );
    const answer = await new Response(connection.readable).text();
    assertStringIncludes(answer, "HTTP/1.1 421 ");
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
