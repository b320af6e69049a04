import { assert, assertEquals } from "@std/assert";
import { Moments } from "./moments.ts";
import { decodeHistory, encodeHistory } from "./history_record.ts";
import type { HistoryStore } from "./history_topic.ts";
import { LabMemory } from "./lab_memory.ts";
import { LongHistory, STEP } from "./long_history.ts";

const START = 1_000_000 * STEP;

/** Stands for the topic. */
class MemoryStore implements HistoryStore {
  records: Uint8Array[] = [];
  trouble: Error | undefined;

  async *read(): AsyncGenerator<Uint8Array> {
    if (this.trouble) throw this.trouble;
    yield* this.records;
    await Promise.resolve();
  }
  write(bytes: Uint8Array): Promise<void> {
    if (this.trouble) return Promise.reject(this.trouble);
    this.records.push(bytes);
    return Promise.resolve();
  }
  close = () => Promise.resolve();
}

/** A console's memory over a store, at a time that can be set. */
function aMemory(store: HistoryStore) {
  const [history, moments] = [new LongHistory(), new Moments()];
  const warnings: string[] = [];
  const clock = { now: START };
  const warn = (text: string) => void warnings.push(text);
  const memory = new LabMemory({ store, history, moments, warn, now: () => clock.now });
  return { memory, history, moments, warnings, clock };
}

Deno.test("LabMemory outlives the console", async () => {
  const store = new MemoryStore();
  const first = aMemory(store);
  first.memory.start();
  for (let n = 0; n < 12; n++) {
    first.clock.now = START + n * STEP;
    first.history.record(first.clock.now, [["topic:a", n], ["topic:idle", 0]]);
    if (n === 6) await first.memory.write();
  }
  const gone = { at: START + 3, kind: "broker-gone", text: "kafka2 gone" } as const;
  first.moments.add([gone], first.clock.now);
  await first.memory.close();
  assertEquals(store.records.length, 2);

  store.records.splice(1, 0, new TextEncoder().encode("no history"));
  const next = aMemory(store);
  next.clock.now = START + 20 * STEP;
  next.memory.start();
  await next.memory.close();
  const { at, series } = next.history.read(["topic:a", "topic:idle"], START);
  assertEquals(series["topic:a"], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assertEquals([at[0], series["topic:idle"][4]], [START / 1_000, 0]);
  assertEquals(next.moments.since(0).map(({ text }) => text), ["kafka2 gone", "console restarted"]);
  assertEquals(next.warnings, []);
});

Deno.test("LabMemory says once why it cannot keep anything, and does when it can", async () => {
  const store = new MemoryStore();
  store.trouble = new Error("TOPIC_AUTHORIZATION_FAILED");
  const { memory, history, warnings, clock } = aMemory(store);
  memory.start();
  for (let n = 0; n < 3; n++) {
    clock.now = START + n * STEP;
    history.record(clock.now, [["in", n]]);
    await memory.write();
  }
  assertEquals(warnings, ["Cannot keep the past of charts in Kafka: TOPIC_AUTHORIZATION_FAILED"]);
  for (let n = 3; n < 150; n++) history.record(START + n * STEP, [["in", n]]);
  store.trouble = undefined;
  await memory.write();
  await memory.close();
  const kept = await Promise.all(store.records.map(decodeHistory));
  assertEquals(kept.map(({ steps }) => steps.length), [30, 30, 30, 30, 29]);
  assertEquals(kept[4].series.in.at(-1), 148);
});

Deno.test("LabMemory reads the past later where Kafka is away when the console starts", async () => {
  const store = new MemoryStore();
  const steps = [START / STEP - 2, START / STEP - 1];
  store.records.push(await encodeHistory({ steps, series: { in: [1, 2] }, moments: [] }));
  store.trouble = new Error("UNREACHABLE");
  const { memory, history } = aMemory(store);
  memory.start();
  await memory.write();
  assertEquals(history.read(["in"], 0).at, []);
  store.trouble = undefined;
  await memory.write();
  await memory.close();
  assertEquals(history.read(["in"], 0).series.in, [1, 2]);
});

Deno.test("LabMemory passes over what is too large to be a record of it", async () => {
  const store = new MemoryStore();
  const zeros = new Blob([new Uint8Array(32 * 1024 * 1024)]).stream();
  const packed = zeros.pipeThrough(new CompressionStream("gzip"));
  store.records.push(new Uint8Array(await new Response(packed).arrayBuffer()));
  const { memory, history, warnings } = aMemory(store);
  memory.start();
  await memory.close();
  assertEquals([history.size, warnings], [0, []]);
});

Deno.test("a minute of a thousand topics and two hundred groups is a small record", async () => {
  const steps = Array.from({ length: 6 }, (_, n) => START / STEP + n);
  const series = Object.fromEntries([
    ...Array.from({ length: 1_000 }, (_, n) => [
      `topic:some-application.some-topic-${n}`,
      steps.map((step) => n % 3 === 0 ? Math.sin(step + n) * 500 + 500 : 0),
    ]),
    ...Array.from({ length: 200 }, (_, n) => [
      `group:some-application.some-group-${n}`,
      steps.map((step) => Math.floor(Math.cos(step + n) * 500 + 500)),
    ]),
    ...Array.from({ length: 800 }, (_, n) => [
      `lag:some-application.some-group-${n % 100}:some-topic-${n}/${n % 8}`,
      steps.map((step) => Math.floor(Math.cos(step + n) * 50 + 50)),
    ]),
  ]);
  const bytes = await encodeHistory({ steps, series, moments: [] });
  assert(bytes.length < 40_000, `${bytes.length}`);
  assertEquals(Object.keys((await decodeHistory(bytes)).series).length, 2_000);
});
