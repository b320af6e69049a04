/**
 * Whatever names and states Kafka may hold, no page of the console is wider than a phone. The console is
 * real, and so is the browser; what the console shows stands in memory.
 *
 * @module
 */
import type { Browser } from "playwright-core";
import { Burrow, type Evaluation } from "../../functions/console/sources/burrow.ts";
import {
  type ConsumerStatus,
  FunctionClient,
  type ProducerStatus,
} from "../../functions/console/sources/function_client.ts";
import { aRecord } from "../../functions/console/testing/fake_cluster.ts";
import { aSample } from "../../functions/console/testing/samples.ts";
import { setUp } from "../../functions/console/testing/set_up.ts";
import type { GroupDetail } from "../../kafka/admin/groups/group_detail.ts";
import { findBrowser, launchBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

/** The longest name of a topic, and a word that has no place to break. */
const TOPIC = "W".repeat(249);
const WORD = "m".repeat(255);
const GROUP = `group-${WORD}`.slice(0, 255);

const MANY = Number.MAX_SAFE_INTEGER;

/** A function whose status is this. */
class Told<T> extends FunctionClient<T> {
  readonly #told: T;

  constructor(name: string, told: T) {
    super(name, `http://${name}.${WORD.slice(0, 60)}:5000`, undefined as never);
    this.#told = told;
  }

  override status = () => Promise.resolve(this.#told);
}

/** Burrow, which knows every group. */
class ToldBurrow extends Burrow {
  override verdicts = () => Promise.resolve(new Map([[GROUP, "REWIND" as const]]));
  override evaluate = (): Promise<Evaluation> =>
    Promise.resolve({
      verdict: "NOTFOUND",
      complete: 0.5,
      partitions: new Map([[`${TOPIC}/0`, { verdict: "NOTFOUND", complete: 0.5 }]]),
    });
}

/** A group that rebalances, one of whose partitions has an open transaction, and one no leader. */
const DETAIL: GroupDetail = {
  ...{ group: GROUP, protocolType: WORD, protocol: WORD, state: "CompletingRebalance" },
  coordinator: 2_147_483_647,
  members: [{
    ...{ memberId: `${WORD}-${crypto.randomUUID()}`, clientId: WORD, host: WORD },
    assignment: [{ topic: TOPIC, partitions: Array.from({ length: 200 }, (_, n) => n) }],
  }, {
    ...{ memberId: WORD, instanceId: WORD, clientId: `${WORD} ${WORD}`, host: "::1" },
    assignment: [],
  }],
  offsets: [
    {
      ...{ topic: TOPIC, partition: 0, committed: 1, startOffset: 0, lastStableOffset: MANY - 1 },
      ...{ endOffset: MANY, lag: MANY - 2, memberId: WORD },
    },
    { topic: TOPIC, partition: 2_147_483_647, committed: MANY },
  ],
};

function told() {
  const { producer, consumer } = aSample();
  const totals = {
    consumed: MANY,
    lost: MANY,
    duplicated: MANY,
    reordered: MANY,
    redelivered: MANY,
  };
  const wanted = { topics: [TOPIC, "b"], group: GROUP, from: "2026-01-01T00:00:00.000Z" };
  const producerStatus: ProducerStatus = {
    ...producer!.value!,
    wanted: { parameters: { topic: TOPIC, template: WORD, rate: MANY } },
    run: { sent: MANY, acknowledged: MANY, failed: MANY, perSecond: 1e6, lastError: WORD },
    ledger: [{ queued: MANY, acknowledged: MANY, failed: MANY }],
  };
  const consumerStatus: ConsumerStatus = {
    ...consumer!.value!,
    ...{ wanted, problem: `Cannot handle ${TOPIC}/0/7: ${WORD}`, totalLag: MANY },
    ...{ ledger: { totals }, recentLatency: { count: MANY, p50: 1e7, p99: 1e9 } },
  };
  return {
    producer: new Told("producer", producerStatus),
    consumer: new Told("consumer", consumerStatus),
    burrow: new ToldBurrow("http://burrow:8000"),
  };
}

/** The console over a cluster in which everything is as long as it can be. */
function longConsole() {
  const { app, cluster } = setUp(told());
  const { topics: [topic], brokers } = cluster.state;
  cluster.state = {
    ...cluster.state,
    clusterId: WORD,
    brokers: brokers.map((broker) => ({ ...broker, host: WORD, rack: WORD })),
    topics: [{ ...topic, name: TOPIC, underReplicated: 2, offline: 1, notPreferred: 2 }],
  };
  cluster.groupNames = [GROUP];
  cluster.protocolType = WORD;
  cluster.silentBrokers = [1, 2, 3];
  cluster.lastStableOffset = 7;
  cluster.group = () => Promise.resolve(DETAIL);
  cluster.unread = [0, 1];
  const bytes = new TextEncoder().encode(WORD);
  cluster.records = [
    aRecord(WORD, { key: bytes, headers: [[WORD, bytes], [WORD, null]], offset: MANY }),
    aRecord(JSON.stringify({ [WORD]: WORD }), { partition: 2_147_483_647 }),
  ];
  return app;
}

const PAGES = {
  "overview": "/",
  "topics": "/topics",
  "topic": `/topics/${TOPIC}`,
  "records": `/topics/${TOPIC}/records`,
  "settings": `/topics/${TOPIC}/settings`,
  "groups": "/groups",
  "group": `/groups/${GROUP}`,
  "reset": `/groups/${GROUP}/reset?from=earliest`,
  "brokers": "/brokers",
  "broker": "/brokers/1",
  "zookeeper": "/zookeeper",
  "what there is not": `/topics/${WORD.slice(0, 200)}`,
};

const executable = findBrowser();
const reason = executable === undefined ? " (skipped: no chromium on PATH)" : "";
let browser: Browser;
let server: Deno.HttpServer<Deno.NetAddr>;

Deno.test.beforeAll(async () => {
  const app = longConsole();
  server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, app.fetch);
  if (executable !== undefined) browser = await launchBrowser(executable);
});
Deno.test.afterAll(async () => {
  await browser?.close();
  await server.shutdown();
});

for (const [name, path] of Object.entries(PAGES)) {
  Deno.test({
    name: `the page ${name} must fit a phone whatever names it shows${reason}`,
    ignore: executable === undefined,
    async fn() {
      await using phone = await Visitor.arrive(browser, `http://127.0.0.1:${server.addr.port}`, {
        width: 390,
      });
      await phone.open(path);
      for (const folded of await phone.page.locator("summary").all()) await folded.click();
      await phone.keep(`${name}-narrow`);
      await phone.assertFits();
    },
  });
}
