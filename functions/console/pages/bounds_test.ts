/**
 * How large pages become, whatever there is to show.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { aRecord } from "../testing/fake_cluster.ts";
import { setUp } from "../testing/set_up.ts";
import { markUnseen } from "../web/text/unseen.ts";

/** The most that a page may take, in bytes. */
const MAX_BYTES = 300_000;

/** What takes most of a page: it is escaped, or marked. */
const ODD = '\u0000\u202e<&"'.repeat(2_000);

const TOPIC = "a-topic-of-an-application.eu-west-1";
const RECORDS = `/topics/${TOPIC}/records`;

const PAGES = [
  "/",
  "/topics",
  `/topics/${TOPIC}`,
  `/topics/${TOPIC}/settings`,
  `${RECORDS}?limit=200`,
  `${RECORDS}?limit=200&view=wrapped`,
  `${RECORDS}?limit=200&view=roomy&column=value&column=key&column=offset&column=time&column=topic`,
  `${RECORDS}?limit=200&copy=0:0`,
  `${RECORDS}/0/0`,
  `${RECORDS}/0/0?compare=0`,
  `${RECORDS}/0/0?letters=1`,
  "/records?topics=*&limit=200&view=roomy",
  "/search?q=a",
  "/chosen-topics",
  `/chosen-topics?${Array.from({ length: 1_000 }, (_, n) => `topic=${topicName(n)}`).join("&")}`,
  "/groups",
  "/clock",
  "/dead-letters",
  "/brokers",
  "/brokers/1",
];

function topicName(n: number): string {
  return `a-topic-of-an-application.eu-west-${n}`;
}

/** The console over 1,000 topics and groups, and over records of all that is odd. */
async function largeConsole() {
  const set = setUp();
  const { cluster, sampler } = set;
  const [topic] = cluster.state.topics;
  cluster.state.topics = Array.from(
    { length: 1_000 },
    (_, n) => ({ ...topic, name: topicName(n) }),
  );
  cluster.groupNames = Array.from({ length: 1_000 }, (_, n) => `a-group-${n}\u202e\u0000`);
  const key = new TextEncoder().encode(ODD);
  const all = Array.from(
    { length: 200 },
    (_, offset) => aRecord(JSON.stringify({ odd: ODD }), { offset, key, headers: [[ODD, key]] }),
  );
  const { browse } = cluster;
  cluster.browse = async (...args: unknown[]) => {
    const [, { limit }] = args as [string, { limit: number }];
    return { ...await browse(), records: all.slice(0, limit) };
  };
  await sampler.look();
  return set;
}

Deno.test("no page is larger than 300 kB, nor shows what cannot be seen without a mark", async () => {
  const { request } = await largeConsole();
  for (const page of PAGES) {
    const { status, body } = await request(page);
    assertEquals(status, 200, page.slice(0, 80));
    const bytes = new TextEncoder().encode(body).length;
    assert(bytes <= MAX_BYTES, `${page.slice(0, 80)} takes ${bytes} bytes`);
    assert(markUnseen(body) === body, `${page.slice(0, 80)} shows what cannot be seen as it is`);
  }
});
