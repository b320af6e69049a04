/**
 * How large pages become, whatever there is to show.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { errorGroup } from "../../../kafka/letters/error_group.ts";
import { aRecord } from "../testing/fake_cluster.ts";
import { setUp } from "../testing/set_up.ts";
import { markUnseen } from "../web/text/unseen.ts";

/** The most that a page may take, in bytes. */
const MAX_BYTES = 300_000;

/** What takes most of a page: it is escaped, or marked. */
const ODD = '\u0000\u202e<&"'.repeat(2_000);

const TOPIC = "a-topic-of-an-application.eu-west-1";
const RECORDS = `/topics/${TOPIC}/records`;

const GROUP = `/groups/${encodeURIComponent(groupName(1))}`;

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
  GROUP,
  `${GROUP}/reset?from=earliest`,
  "/map",
  "/functions",
  "/clock",
  "/dead-letters",
  `/dead-letters/${TOPIC}`,
  `/dead-letters/${TOPIC}/redrive`,
  "/brokers",
  "/brokers/1?settings=all",
  "/zookeeper",
  "/chaos",
];

function topicName(n: number): string {
  return `a-topic-of-an-application.eu-west-${n}`;
}

function groupName(n: number): string {
  return `a-group-${n}\u202e\u0000`;
}

function many<T>(one: (n: number) => T): T[] {
  return Array.from({ length: 1_000 }, (_, n) => one(n));
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
  cluster.groupNames = Array.from({ length: 1_000 }, (_, n) => groupName(n));
  const key = new TextEncoder().encode(ODD);
  const all = Array.from(
    { length: 200 },
    (_, offset) => aRecord(JSON.stringify({ odd: ODD }), { offset, key, headers: [[ODD, key]] }),
  );
  const { browse, topic: topicOf, group, broker, previewReset, letters, letterCauses } = cluster;
  cluster.topic = async (name) => {
    const detail = await topicOf(name);
    const [partition] = detail.partitions;
    return { ...detail, partitions: many((n) => ({ ...partition, partition: n })) };
  };
  cluster.group = async (name) => {
    const detail = await group(name);
    const [offset] = detail.offsets;
    const members = many((n) => ({
      ...{ memberId: `${n}${ODD.slice(0, 200)}`, clientId: ODD.slice(0, 200), host: "::1" },
      assignment: [{ topic: topicName(n), partitions: [0, 1, 2] }],
    }));
    return { ...detail, members, offsets: many((n) => ({ ...offset, topic: topicName(n) })) };
  };
  cluster.broker = async (id) => {
    const detail = await broker(id);
    const [setting] = detail.config;
    const replicas = { replicas: [1, 2, 3], isr: [1, 2, 3], offlineReplicas: [] };
    const all = many((n) => ({ ...replicas, topic: topicName(n), partition: 0, leader: 1 }));
    const config = many((n) => ({ ...setting, name: `log.setting.${n}` })).slice(0, 300);
    return { ...detail, leads: all, holds: all, config };
  };
  cluster.previewReset = async (name) => {
    const plan = await previewReset(name);
    return { ...plan, steps: many((n) => ({ ...plan.steps[0], topic: topicName(n) })) };
  };
  cluster.letters = async (...args: unknown[]) => {
    const [name, { show }] = args as [string, { show: number }];
    const list = await letters(name);
    const odd = { ...list.letters[0], error: { text: ODD }, function: ODD };
    const groups = many((n) => ({ ...list.groups[0], error: errorGroup(`${ODD.slice(n)}`) }));
    return { ...list, groups, letters: all.slice(0, show).map((record) => ({ ...odd, record })) };
  };
  cluster.letterCauses = async () => {
    const { causes, ...rest } = await letterCauses();
    const odd = { ...causes[0], error: errorGroup(ODD), function: ODD };
    return { ...rest, causes: many(() => odd).slice(0, 500) };
  };
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
