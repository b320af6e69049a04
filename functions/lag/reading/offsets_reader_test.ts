import { assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { Buffer } from "node:buffer";
import type { Fetched, Position } from "../../../kafka/reader/fetch_records.ts";
import type { LogRecord } from "../../../kafka/protocol/records/record_batch.ts";
import type { LogEnd, WatchedKafka } from "./watched_kafka.ts";
import { Log } from "../logging/log.ts";
import { OffsetsReader } from "./offsets_reader.ts";
import { Storage } from "../storage/storage.ts";
import { until } from "../testing/until.ts";

const NOW = 1_800_000_000_000;
const TOPIC = "__consumer_offsets";

/** A record of a group's commit for partition 0 of topic `t`. */
function commit(offset: number, group: string, committed: number): LogRecord {
  const key = Buffer.alloc(2 + 2 + group.length + 2 + 1 + 4);
  key.writeInt16BE(1, 0);
  key.writeInt16BE(group.length, 2);
  key.write(group, 4);
  key.writeInt16BE(1, 4 + group.length);
  key.write("t", 6 + group.length);
  const value = Buffer.alloc(2 + 8 + 4 + 2 + 8);
  value.writeInt16BE(3, 0);
  value.writeBigInt64BE(BigInt(committed), 2);
  value.writeBigInt64BE(BigInt(NOW + offset), 16);
  return { offset, timestamp: 0, key, value, headers: [] };
}

/** The end of a group. */
function deleted(offset: number, group: string): LogRecord {
  const key = Buffer.concat([Buffer.from([0, 2, 0, group.length]), Buffer.from(group)]);
  return { offset, timestamp: 0, key, value: null, headers: [] };
}

/** `__consumer_offsets` in memory, and its leaders. */
class FakeLog implements Pick<WatchedKafka, "topics" | "logEnds" | "fetch"> {
  /** The leader of each partition; none: there is no topic. */
  leaders: number[] = [];
  readonly records: LogRecord[][] = [];
  starts = 0;
  readonly fetched: [leader: number, partitions: number[]][] = [];
  /** A broker that answers late, and one that does not answer. */
  slowBroker = 0;
  deadBroker = 0;
  /** How many fetches the slow one is to answer, and how many were at once at most. */
  underWay = 0;
  atOnce = 0;
  /** How many there were when the failure of the dead one was told. */
  underWayAtFailure: number | undefined;

  topics() {
    const partitions = this.leaders.map((leader, partition) => ({
      topic: TOPIC,
      partition,
      leader,
    }));
    return Promise.resolve(partitions.length === 0 ? [] : [{ name: TOPIC, partitions }]);
  }

  logEnds(partitions: readonly { partition: number }[], end: LogEnd) {
    const offsets = partitions.map(({ partition }): [number, number] => [
      partition,
      end === "start" ? this.starts : this.#end(partition),
    ]);
    return Promise.resolve(new Map([[TOPIC, new Map(offsets)]]));
  }

  async fetch(leader: number, positions: readonly Position[]): Promise<Fetched[]> {
    this.fetched.push([leader, positions.map(({ partition }) => partition)]);
    if (leader === this.deadBroker) throw new Error("refused");
    if (leader === this.slowBroker) {
      this.atOnce = Math.max(this.atOnce, ++this.underWay);
      // Long enough for what the failure of the dead one leads to.
      await until(() => this.fetched.some(([leader]) => leader === this.deadBroker));
      for (let turn = 0; turn < 5; turn++) await delay(1);
      this.underWay--;
    }
    await delay(1);
    return positions.map(({ partition, offset }) => {
      const records = this.records[partition]?.filter((record) => record.offset >= offset) ?? [];
      const error = this.leaders[partition] !== leader
        ? "NOT_LEADER_FOR_PARTITION"
        : offset < this.starts
        ? "OFFSET_OUT_OF_RANGE"
        : undefined;
      return {
        topic: TOPIC,
        partition,
        taken: 0,
        error,
        highWatermark: this.#end(partition),
        lastStableOffset: this.#end(partition),
        records: error ? [] : records,
        next: error ? offset : Math.max(offset, this.#end(partition)),
        bytes: 0,
      };
    });
  }

  #end(partition: number): number {
    return Math.max(this.starts, (this.records[partition]?.at(-1)?.offset ?? -1) + 1);
  }
}

async function reading(
  log: FakeLog,
  work: (reader: OffsetsReader, storage: Storage, lines: string[]) => Promise<void>,
  { startLatest = false } = {},
): Promise<void> {
  const storage = new Storage({
    intervals: 10,
    minDistance: 0,
    expireGroup: 100,
    accepts: () => true,
    now: () => NOW,
  });
  storage.addLogEnd("t", 0, 1, 1_000);
  const lines: string[] = [];
  const reader = new OffsetsReader({
    kafka: log,
    storage,
    log: new Log("info", (line) => {
      lines.push(line);
      if (line.includes("refused")) log.underWayAtFailure ??= log.underWay;
    }),
    topic: TOPIC,
    startLatest,
  });
  const running = reader.run();
  try {
    await work(reader, storage, lines);
  } finally {
    reader.stop();
    await running;
  }
}

const committedBy = (storage: Storage, group: string) =>
  storage.group(group)?.get("t")?.[0].commits.map(({ offset }) => offset);

Deno.test("OffsetsReader reads all partitions from their beginning, and goes on", async () => {
  const log = new FakeLog();
  log.leaders = [1, 2, 1];
  log.records[0] = [commit(0, "a", 10), commit(5, "a", 20)];
  log.records[1] = [commit(0, "b", 1)];
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    assertEquals([committedBy(storage, "a"), committedBy(storage, "b")], [[10, 20], [1]]);
    assertEquals(reader.partitions, 3);
    log.records[2] = [commit(0, "c", 7)];
    await until(() => storage.groups.includes("c"));
  });
});

Deno.test("OffsetsReader reads from the end if it is told to", async () => {
  const log = new FakeLog();
  log.leaders = [1];
  log.records[0] = [commit(0, "old", 10)];
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    log.records[0].push(commit(1, "new", 10));
    await until(() => storage.groups.includes("new"));
    assertEquals(storage.groups, ["new"]);
  }, { startLatest: true });
});

Deno.test("OffsetsReader waits for the topic", async () => {
  const log = new FakeLog();
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    assertEquals(reader.partitions, 0);
    log.records[0] = [commit(0, "a", 10)];
    log.leaders = [1];
    await until(() => storage.groups.includes("a"));
  });
});

Deno.test("OffsetsReader follows a partition to its new leader, and reads nothing twice", async () => {
  const log = new FakeLog();
  log.leaders = [1, 2];
  log.records[0] = [commit(0, "a", 10)];
  log.records[1] = [commit(0, "b", 10)];
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    log.leaders = [2, 2];
    log.records[0].push(commit(1, "a", 20));
    await until(() => committedBy(storage, "a")!.length === 2);
    assertEquals(committedBy(storage, "b"), [10]);
    assertEquals(log.fetched.at(-1), [2, [0, 1]]);
  });
});

Deno.test("OffsetsReader goes on with live brokers while one is dead, one fetch at a time", async () => {
  const log = new FakeLog();
  Object.assign(log, { leaders: [1, 2], slowBroker: 1, deadBroker: 2 });
  log.records[0] = [commit(0, "a", 10)];
  await reading(log, async (_reader, storage, lines) => {
    await until(() => storage.groups.includes("a"));
    log.records[0].push(commit(1, "a", 20));
    await until(() => committedBy(storage, "a")!.length === 2);
    assertEquals(log.atOnce, 1);
    assertEquals(log.underWayAtFailure, 0);
    assertEquals(lines.filter((line) => line.includes("refused")).length, 1);
  });
});

Deno.test("OffsetsReader finds a partition again that had no leader", async () => {
  const log = new FakeLog();
  log.leaders = [1, -1];
  log.records[1] = [commit(0, "b", 10)];
  await reading(log, async (reader, storage) => {
    await until(() => log.fetched.length > 0);
    assertEquals(reader.isCaughtUp, false);
    log.leaders = [1, 1];
    await until(() => storage.groups.includes("b"));
  });
});

Deno.test("OffsetsReader begins again where the log was cut", async () => {
  const log = new FakeLog();
  log.leaders = [1];
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    log.starts = 100;
    log.records[0] = [commit(100, "a", 10)];
    await until(() => storage.groups.includes("a"));
  });
});

Deno.test("OffsetsReader forgets a group that was deleted, until it commits again", async () => {
  const log = new FakeLog();
  log.leaders = [1];
  log.records[0] = [
    commit(0, "a", 10),
    commit(1, "b", 10),
    deleted(2, "a"),
    deleted(3, "b"),
    commit(4, "b", 20),
  ];
  await reading(log, async (reader, storage) => {
    await until(() => reader.isCaughtUp);
    assertEquals([committedBy(storage, "a"), committedBy(storage, "b")], [undefined, [20]]);
  });
});

Deno.test("OffsetsReader passes over records that it cannot read, and says so", async () => {
  const log = new FakeLog();
  log.leaders = [1];
  const broken = { ...commit(0, "a", 1), value: Buffer.from([0, 99]) };
  log.records[0] = [broken, { ...broken, offset: 1, key: null }, commit(2, "b", 1)];
  await reading(log, async (reader, storage, lines) => {
    await until(() => reader.isCaughtUp);
    assertEquals(storage.groups, ["b"]);
    const decodes = lines.filter((line) => line.includes("failed to decode"));
    assertEquals(decodes.length, 1);
  });
});
