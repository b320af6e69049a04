/**
 * A console that shows names as long as they can be, and states that take much room. It is real; what it
 * shows stands in memory.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Burrow, type Evaluation } from "../../functions/console/sources/burrow.ts";
import {
  type ConsumerStatus,
  FunctionClient,
  type ProducerStatus,
} from "../../functions/console/sources/function_client.ts";
import {
  type LogLine,
  OwnFunctionClient,
  type OwnStatus,
} from "../../functions/console/sources/own_function.ts";
import { aRecord } from "../../functions/console/testing/fake_cluster.ts";
import { aLetterList } from "../../functions/console/testing/letter_samples.ts";
import { aSample } from "../../functions/console/testing/samples.ts";
import { setUp } from "../../functions/console/testing/set_up.ts";
import type { GroupDetail } from "../../kafka/admin/groups/group_detail.ts";

/** The longest name of a topic, and a word that has no place to break. */
export const TOPIC = "W".repeat(249);
export const WORD = "m".repeat(255);
export const FUNCTION = "f".repeat(200);
export const GROUP = `group-${WORD}`.slice(0, 255);

const MANY = Number.MAX_SAFE_INTEGER;
const TIME = "2026-01-01T00:00:00.000Z";

/** A function whose status is this. */
class Told<T> extends FunctionClient<T> {
  readonly #told: T;

  constructor(name: string, told: T) {
    super(name, `http://${name}.${WORD.slice(0, 60)}:5000`, undefined as never);
    this.#told = told;
  }

  override status = () => Promise.resolve(this.#told);
}

/** A user's function with this status. */
class ToldOwn extends OwnFunctionClient {
  override status = (): Promise<OwnStatus> => Promise.resolve(OWN_STATUS);
  override logs = (): Promise<LogLine[]> =>
    Promise.resolve([{ time: TIME, level: "warn", text: `${WORD} ${WORD}` }]);
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

/** A function that fails all the time. */
const OWN_STATUS: OwnStatus = {
  ...{ state: "started", problem: `Cannot handle ${TOPIC}/0/7: ${WORD}`, totalLag: MANY },
  assignment: [{ topic: TOPIC, partition: 0 }],
  ledger: { totals: { consumed: MANY } },
  handler: { retries: MANY, deadLetters: MANY, skipped: MANY },
  function: {
    description: WORD,
    trigger: { topics: [TOPIC, WORD], group: GROUP, ordering: "partition", filtered: true },
    input: "json",
    output: { topic: TOPIC },
    deadLetters: { [TOPIC]: TOPIC },
    ...{ fetch: true, replicas: 1_000_000 },
  },
  invocations: MANY,
  lastInvocations: [
    { time: TIME, records: MANY, ms: 1e9, outputs: MANY, failures: MANY, error: WORD },
  ],
  outputs: MANY,
  schedule: { expression: WORD, next: TIME, succeeded: MANY, failed: MANY },
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
    own: [new ToldOwn(FUNCTION, "http://own:5010")],
  };
}

/** The console over a cluster in which everything is as long as it can be. */
export function longConsole(): OpenAPIHono {
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
  const list = aLetterList(TOPIC);
  const letter = {
    ...list.letters[0],
    ...{ error: { text: WORD }, function: WORD, attempts: MANY, returns: MANY },
    source: { topic: TOPIC, partition: 2_147_483_647, offset: MANY, timestamp: 0 },
    earlier: [{ error: WORD, time: 0, letter: `${TOPIC}/0/3` }],
  };
  cluster.letters = () =>
    Promise.resolve({
      ...{ ...list, open: MANY, matched: MANY, unread: [0, 1], letters: [letter] },
      groups: [{ ...list.groups[0], error: WORD, letters: MANY, sources: [TOPIC, WORD] }],
    });
  cluster.letter = () => Promise.resolve({ letter, isOpen: true });
  cluster.letterTopics = () =>
    Promise.resolve([{ topic: TOPIC, partitions: MANY, open: MANY, unread: [0, 1] }]);
  const targets = [{ topic: TOPIC, letters: MANY }];
  const refused = [{ reason: `there is no topic ${TOPIC}`, letters: MANY }];
  cluster.planRedrive = () =>
    Promise.resolve({
      ...{ topic: TOPIC, letters: MANY, complete: false, unread: [], targets, refused },
    });
  const bytes = new TextEncoder().encode(WORD);
  cluster.records = [
    aRecord(WORD, { key: bytes, headers: [[WORD, bytes], [WORD, null]], offset: MANY }),
    aRecord(JSON.stringify({ [WORD]: WORD }), { partition: 2_147_483_647 }),
  ];
  return app;
}
