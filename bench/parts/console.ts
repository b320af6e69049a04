/**
 * What the console costs: how long its pages take with 1,000 topics and 200 groups, alone and while
 * 50,000 records a second go through the lab, and what 100 open consoles cost the brokers against one
 * and against none. On a lab of its own.
 *
 * @module
 */
import { delay } from "@std/async";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { createTopics } from "../../kafka/admin/topics/topic_actions.ts";
import type { Lab } from "../../tests/lab.ts";
import { close, openLab } from "../run/cleanup.ts";
import { cpuTime } from "../run/cpu_time.ts";
import { procMissing } from "../run/obstacles.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { commitGroups, topicNames } from "../subjects/many_groups.ts";

const TOPICS = 1_000;
const GROUPS = 200;
/** How often each page is asked for. */
const VISITS = 10;
/** How long the load goes on, s; the pages are asked for meanwhile. */
const LOAD_SECONDS = 45;
/** Records a second of the load. */
const LOAD_RATE = 50_000;
/** How long the brokers' costs are watched, ms, after the viewers have come. */
const WATCHED = 10_000;

const PAGES = [
  "/",
  "/topics",
  "/topics?q=bench-09&sort=partitions&page=2",
  "/topics/bench-0500",
  "/groups",
  "/groups?q=bench-group-1&page=2",
  "/groups/bench-group-100",
  "/brokers",
  "/brokers/1",
];

export default {
  summary: "the console's pages with 1,000 topics, and the cost of 100 open consoles",
  obstacle: procMissing,
  run,
} satisfies Part;

async function run({ note }: Bench): Promise<Comparison[]> {
  const lab = openLab();
  try {
    await lab.up();
    note(`${TOPICS} topics and ${GROUPS} groups`);
    await fill(lab);
    note("pages, alone");
    const quiet = await visits(lab);
    note("pages, under load");
    const loaded = await visitsUnderLoad(lab);
    note("what open consoles cost");
    const costs = new Map<number, Cost>();
    for (const viewers of [0, 1, 100]) costs.set(viewers, await cost(lab, viewers));
    return [...PAGES.map((page) => pageTimes(page, quiet, loaded)), ...costsOf(costs)];
  } finally {
    await close(lab);
  }
}

/** How long each visit of a page took, ms, by the page. */
type Visits = ReadonlyMap<string, number[]>;

function pageTimes(page: string, quiet: Visits, loaded: Visits): Comparison {
  return {
    what: page,
    unit: "ms",
    better: "less",
    target: { value: 100 },
    subjects: [
      { name: "alone", samples: quiet.get(page)! },
      { name: `at ${LOAD_RATE} records/s`, samples: loaded.get(page)! },
    ],
  };
}

/** CPU time that is used while consoles are open, ms a second. */
interface Cost {
  brokers: number;
  console: number;
}

function costsOf(costs: ReadonlyMap<number, Cost>): Comparison[] {
  const of = (part: keyof Cost) =>
    [100, 1, 0].map((viewers) => ({
      name: `${viewers} viewers`,
      samples: [costs.get(viewers)![part]],
    }));
  const shared = { unit: "ms/s", better: "less" } as const;
  return [
    {
      ...{ ...shared, what: "CPU of the brokers, console open", target: { ratio: 1.1 } },
      subjects: of("brokers"),
    },
    { ...shared, what: "CPU of the console", subjects: of("console") },
  ];
}

/** Makes the topics, and groups with a committed offset each. */
async function fill({ topology }: Lab): Promise<void> {
  const names = topicNames(TOPICS);
  const topics = names.map((name) => ({ name, partitions: 1 }));
  await withBrokers(topology, (brokers) => createTopics(brokers, topics));
  await commitGroups(topology, names.slice(0, GROUPS));
}

async function visits(lab: Lab): Promise<Visits> {
  const found = new Map<string, number[]>();
  for (const page of PAGES) {
    const times: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const began = performance.now();
      const response = await fetch(lab.url("console", page));
      await response.text();
      if (!response.ok) throw new Error(`${page} answered ${response.status}`);
      times.push(performance.now() - began);
    }
    found.set(page, times);
  }
  return found;
}

/** The same, while Kafka's own tool writes 50,000 records of 100 bytes a second. */
async function visitsUnderLoad(lab: Lab): Promise<Visits> {
  const topic = "bench-load";
  await lab.task("kafka", "topics", "--create", "--topic", topic, "--partitions", "6");
  const load = lab.spawn(
    ...["kafka", "producer-perf-test", "--topic", topic],
    ...["--num-records", String(LOAD_RATE * LOAD_SECONDS), "--throughput", String(LOAD_RATE)],
    ...["--record-size", "100", "--producer-props"],
    ...["acks=all", "batch.size=131072", "linger.ms=5"],
  );
  const flowing = Promise.withResolvers<void>();
  const output = load.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write: (text) => void (text.includes("records/sec") && flowing.resolve()),
    }),
  );
  const errors = load.stderr.cancel();
  await Promise.race([flowing.promise, output]);
  const found = await visits(lab);
  await Promise.all([load.status, output, errors, load.stdin.close()]);
  return found;
}

/** What it costs that so many watch the first page. */
async function cost(lab: Lab, viewers: number): Promise<Cost> {
  const pids = await lab.pids();
  const brokers = lab.topology.kafka.map(({ name }) => pids.get(name)!);
  const console = [pids.get("console")!];
  const watching = new AbortController();
  await Promise.all(Array.from({ length: viewers }, () => watch(lab, watching.signal)));
  await delay(2_000);
  const before = [await cpuTime(...brokers), await cpuTime(...console)];
  await delay(WATCHED);
  const after = [await cpuTime(...brokers), await cpuTime(...console)];
  watching.abort();
  const [ofBrokers, ofConsole] = after.map((used, i) => (used - before[i]) / (WATCHED / 1_000));
  return { brokers: ofBrokers, console: ofConsole };
}

/** Opens the first page's events, which are read until the signal is aborted. */
async function watch(lab: Lab, signal: AbortSignal): Promise<void> {
  const headers = { accept: "text/event-stream" };
  const { body } = await fetch(lab.url("console"), { headers, signal });
  body!.pipeTo(new WritableStream(), { signal }).catch(() => {});
}
