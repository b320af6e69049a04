/**
 * What the console costs: how long its pages take with 1,000 topics and 200 groups, alone and while
 * 50,000 records a second go through the lab, and what 100 open consoles cost the brokers against one
 * and against none. On a lab of its own.
 *
 *     deno task bench:console [--json]
 *
 * @module
 */
import { runCommand } from "../cluster/process/run_command.ts";
import { flagsOf } from "../scripts/cli/command.ts";
import { setTimeout as delay } from "node:timers/promises";
import { withBrokers } from "../cluster/lab_kafka.ts";
import { commitOffsets } from "../kafka/admin/groups/group_offsets.ts";
import { createTopic } from "../kafka/admin/topic_actions.ts";
import { table } from "../scripts/cli/terminal.ts";
import { Lab } from "../tests/lab.ts";

const { json } = await flagsOf(
  `Usage: deno task bench:console [--json]

Measures how long the console's pages take with 1,000 topics, and what 100 open consoles cost the
brokers; on a lab of its own.

  --json  as JSON`,
  { json: { type: "boolean", default: false } },
);

const TOPICS = 1_000;
const GROUPS = 200;
/** Topics, and groups, that are made at once. */
const CHUNK = 20;
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

/** How long a page took, ms. */
interface PageTimes {
  page: string;
  median: number;
  worst: number;
}

const lab = new Lab();
let report;
try {
  await lab.up();
  await fill();
  report = { quiet: await times(), loaded: await timesUnderLoad(), cost: await costs() };
} finally {
  await lab.remove();
}

if (json) {
  console.log(JSON.stringify(report, null, 2));
} else {
  const { quiet, loaded, cost } = report;
  console.log(`With ${TOPICS} topics and ${GROUPS} groups, ms`);
  console.log(table(
    ["page", "median", "worst", "at 50,000 records/s", "worst then"],
    quiet.map(({ page, median, worst }, i) => [
      page,
      ...[median, worst, loaded[i].median, loaded[i].worst].map((ms) => ms.toFixed(0)),
    ]),
    { right: ["median", "worst", "at 50,000 records/s", "worst then"] },
  ));
  console.log(`\nCPU time that is used, ms a second`);
  console.log(table(
    ["open consoles", "brokers", "console"],
    cost.map(({ viewers, brokers, console }) => [
      String(viewers),
      brokers.toFixed(0),
      console.toFixed(0),
    ]),
    { right: ["open consoles", "brokers", "console"] },
  ));
}

/** Makes the topics, and groups with a committed offset each. */
async function fill(): Promise<void> {
  const names = Array.from({ length: TOPICS }, (_, i) => `bench-${String(i).padStart(4, "0")}`);
  await withBrokers(lab.topology, async (brokers) => {
    for (let i = 0; i < names.length; i += CHUNK) {
      await Promise.all(
        names.slice(i, i + CHUNK).map((name) => createTopic(brokers, { name, partitions: 1 })),
      );
    }
    for (let i = 0; i < GROUPS; i += CHUNK) {
      await Promise.all(
        names.slice(i, i + CHUNK).map((topic, j) =>
          commitOffsets(brokers, `bench-group-${i + j}`, [{ topic, partition: 0, offset: 0 }])
        ),
      );
    }
  });
}

async function times(): Promise<PageTimes[]> {
  const found: PageTimes[] = [];
  for (const page of PAGES) {
    const visits: number[] = [];
    for (let visit = 0; visit < VISITS; visit++) {
      const began = performance.now();
      const response = await fetch(lab.url("console", page));
      await response.text();
      if (!response.ok) throw new Error(`${page} answered ${response.status}`);
      visits.push(performance.now() - began);
    }
    visits.sort((a, b) => a - b);
    found.push({ page, median: visits[VISITS / 2], worst: visits.at(-1)! });
  }
  return found;
}

/** The same, while Kafka's own tool writes 50,000 records of 100 bytes a second. */
async function timesUnderLoad(): Promise<PageTimes[]> {
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
  const found = await times();
  await Promise.all([load.status, output, errors, load.stdin.close()]);
  return found;
}

/** CPU time of the brokers and of the console, ms a second, by how many watch the first page. */
async function costs() {
  const found = [];
  for (const viewers of [0, 1, 100]) {
    const watching = new AbortController();
    await Promise.all(Array.from({ length: viewers }, () => watch(watching.signal)));
    await delay(2_000);
    const before = await cpuTimes();
    await delay(WATCHED);
    const after = await cpuTimes();
    watching.abort();
    const used = (name: string) => (after.get(name)! - before.get(name)!) / (WATCHED / 1000);
    found.push({
      viewers,
      brokers: lab.topology.kafka.reduce((sum, { name }) => sum + used(name), 0),
      console: used("console"),
    });
  }
  return found;
}

/** Opens the first page's events, which are read until the signal is aborted. */
async function watch(signal: AbortSignal): Promise<void> {
  const headers = { accept: "text/event-stream" };
  const { body } = await fetch(lab.url("console"), { headers, signal });
  body!.pipeTo(new WritableStream(), { signal }).catch(() => {});
}

/** The CPU time that each process has used so far, ms; from proc(5), so on Linux only. */
async function cpuTimes(): Promise<Map<string, number>> {
  const pids = await lab.pids();
  const { stdout } = await runCommand("cat", [...pids.values()].map((pid) => `/proc/${pid}/stat`));
  // User and system time are the 12th and 13th field after the command, in hundredths of a second.
  const stats = stdout
    .matchAll(/^(\d+) \(.*\) \S (?:-?\d+ ){10}(\d+) (\d+) /gm);
  const used = new Map([...stats].map(([, pid, user, system]) => [+pid, (+user + +system) * 10]));
  return new Map([...pids].map(([name, pid]) => [name, used.get(pid) ?? 0]));
}
