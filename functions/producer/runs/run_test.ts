import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async";
import type { OutgoingRecord } from "../../../kafka/producer/outgoing_record.ts";
import type { DeliveryWatch } from "../../../kafka/producer/partition_sender.ts";
import { SendError } from "../../../kafka/producer/send_error.ts";
import { stampedSource } from "../../runtime/ledger/numbering.ts";
import { Outbox } from "../../../kafka/producer/outbox.ts";
import { Run } from "./run.ts";
import { type RunParameters, runParameters } from "./run_parameters.ts";
import { Topics } from "../../runtime/producing/partition_counts.ts";

/** A run over an in-memory stand-in of Kafka. */
async function setUp(
  parameters: Partial<RunParameters>,
  { send, done = 0, until }: {
    send?: (messages: OutgoingRecord[], watch: DeliveryWatch) => Promise<bigint>;
    done?: number;
    until?: number;
  } = {},
) {
  const written: OutgoingRecord[] = [];
  const outbox = new Outbox({
    maxRecords: 100_000,
    maxBytes: 1e9,
    sender: {
      async deliver(_topic, messages, watch) {
        const offset = await send?.(messages, watch) ?? BigInt(written.length);
        written.push(...messages);
        return offset;
      },
    },
  });
  const topics = new Topics(() => Promise.resolve(new Map([["sampleOne", 3]])));
  await topics.refresh();
  const run = new Run({
    id: "run",
    parameters: runParameters.parse(parameters),
    source: stampedSource("source"),
    done,
    until,
    topics,
    outbox,
  });
  return { run, written };
}

/** Waits for a state, for 10 s at most. */
async function eventually(condition: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  while (!condition()) await delay(1, { signal });
}

Deno.test("Run writes the first record at once", async () => {
  const { run, written } = await setUp({});
  run.start();
  await eventually(() => written.length === 1);
  assertEquals(`${written[0].key}`, "testOne");
  assert(/^random number \d+$/.test(`${written[0].value}`), `${written[0].value}`);
  const { sent, acknowledged, failed, finished } = await run.stop(1_000);
  assertEquals({ sent, acknowledged, failed, finished }, {
    sent: 1,
    acknowledged: 1,
    failed: 0,
    finished: false,
  });
});

Deno.test("Run ends at its count, exactly", async () => {
  const { run, written } = await setUp({ rate: 0, count: 12_345 });
  run.start();
  await eventually(() => run.report.finished);
  assertEquals([written.length, run.done], [12_345, 12_345]);
  await run.stop(0);
});

Deno.test("Run goes on where an earlier process left off", async () => {
  const { run, written } = await setUp({ rate: 0, count: 10, template: "{{seq}}" }, { done: 7 });
  run.start();
  await eventually(() => run.report.finished);
  assertEquals([written.map(({ value }) => value), run.done], [["7", "8", "9"], 10]);
  await run.stop(0);
});

Deno.test("Run ends when its time is over", async () => {
  const until = Date.now() + 300;
  const { run } = await setUp({ rate: 1_000, duration: "300ms" }, { until });
  run.start();
  await eventually(() => run.report.finished);
  assert(Date.now() >= until);
  assert(run.report.sent >= 20, `${run.report.sent} sent`);
  await run.stop(0);
});

Deno.test("Run takes its keys in turn, and makes values of the size asked for", async () => {
  const { run, written } = await setUp({
    rate: 0,
    count: 4,
    keys: 3,
    size: 5,
    template: "ü{{seq}}",
  });
  run.start();
  await eventually(() => run.report.finished);
  written.sort((a, b) => `${a.value}` < `${b.value}` ? -1 : 1);
  assertEquals(written.map(({ key, value }) => `${key}=${value}`), [
    "key-0=ü0..",
    "key-1=ü1..",
    "key-2=ü2..",
    "key-0=ü3..",
  ]);
  await run.stop(0);
});

Deno.test("Run has at most two full batches on their way", async () => {
  const open = Promise.withResolvers<bigint>();
  const { run } = await setUp({ rate: 0 }, { send: () => open.promise });
  run.start();
  await eventually(() => run.report.sent === 8_000);
  // Nobody is told of anything, so these turns are all that it could take to make more.
  for (let turn = 0; turn < 10; turn++) await delay(0);
  assertEquals(run.report.sent, 8_000);
  open.resolve(0n);
  await run.stop(1_000);
});

Deno.test("Run.stop() waits for what is on its way", async () => {
  const open = Promise.withResolvers<bigint>();
  const { run } = await setUp({ rate: 0, keys: 1 }, { send: () => open.promise });
  run.start();
  await eventually(() => run.report.sent > 0);
  let isStopped = false;
  const stopped = run.stop(60_000).finally(() => isStopped = true);
  await delay(0);
  assertEquals(isStopped, false);
  open.resolve(0n);
  const { sent, acknowledged, failed } = await stopped;
  assertEquals({ acknowledged, failed }, { acknowledged: sent, failed: 0 });
});

Deno.test("Run.stop() counts as failed what is not acknowledged in time", async () => {
  const open = Promise.withResolvers<bigint>();
  const { run } = await setUp({ rate: 0, count: 100 }, { send: () => open.promise });
  run.start();
  await eventually(() => run.report.sent === 100);
  const { sent, acknowledged, failed } = await run.stop(10);
  assertEquals({ sent, acknowledged, failed }, { sent: 100, acknowledged: 0, failed: 100 });
  open.resolve(0n);
});

Deno.test("Run goes on with the partitions that can be written, and then with the one that waited", async () => {
  const open = Promise.withResolvers<undefined>();
  const { run, written } = await setUp({ rate: 0, count: 20_000, keys: 30 }, {
    send: ([{ partition }], watch) => {
      if (partition !== 1) return Promise.resolve(undefined as unknown as bigint);
      watch.waiting(new SendError("UNREACHABLE", "broker 2 has not answered"));
      return open.promise as unknown as Promise<bigint>;
    },
  });
  run.start();
  await eventually(() => run.report.sent === 20_000);
  await eventually(() => written.length > 11_000);
  assertEquals(written.some(({ partition }) => partition === 1), false);
  assertEquals(run.report.lastError, "broker 2 has not answered");
  open.resolve(undefined);
  await eventually(() => run.report.finished);
  assertEquals([written.length, run.report.failed], [20_000, 0]);
  await run.stop(0);
});

Deno.test("Run.problem says what is in the way when nothing has been written for 10 s", async () => {
  const open = Promise.withResolvers<undefined>();
  const { run } = await setUp({ rate: 0, count: 1 }, {
    send: (_messages, watch) => {
      watch.failed(new SendError("NOT_ENOUGH_REPLICAS", "too few replicas"));
      return open.promise as unknown as Promise<bigint>;
    },
  });
  run.start();
  await eventually(() => run.report.lastError !== null);
  assertEquals(run.problem, undefined);
  const { now } = performance;
  try {
    performance.now = () => now.call(performance) + 11_000;
    assertEquals(run.problem, "Cannot go on with run run: too few replicas");
  } finally {
    performance.now = now;
  }
  open.resolve(undefined);
  await eventually(() => run.report.finished);
  assertEquals(run.problem, undefined);
  await run.stop(0);
});
