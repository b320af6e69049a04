import { assertEquals, assertMatch } from "@std/assert";
import type { Topic } from "./watched_kafka.ts";
import { Log } from "../logging/log.ts";
import { LogEndPoller } from "./log_end_poller.ts";
import { Storage } from "../storage/storage.ts";
import { until } from "../testing/until.ts";

const silent = new Log("fatal", () => {});

/** A topic whose partitions have these leaders. */
function topic(name: string, ...leaders: number[]): Topic {
  return {
    name,
    partitions: leaders.map((leader, partition) => ({ topic: name, partition, leader })),
  };
}

/** A poller over a cluster whose topics and log ends the test sets. */
function setUp(topics: Topic[], { topicRefreshMs = 3_600_000 } = {}) {
  const cluster = { topics, ends: 10, deadBroker: 0, isDown: false, asked: 0 };
  const storage = new Storage({
    intervals: 10,
    minDistance: 0,
    expireGroup: 100,
    accepts: () => true,
    now: () => 0,
  });
  const poller = new LogEndPoller({
    kafka: {
      topics() {
        cluster.asked++;
        if (cluster.isDown) return Promise.reject(new Error("Cannot reach Kafka: refused"));
        return Promise.resolve(cluster.topics);
      },
      logEnds(partitions, end) {
        const answered = partitions.filter(({ leader }) => leader !== cluster.deadBroker);
        return Promise.resolve(
          new Map(
            [...Map.groupBy(answered, ({ topic }) => topic)].map(([topic, of]) => [
              topic,
              new Map(of.map(({ partition }) => [partition, end === "start" ? 4 : cluster.ends])),
            ]),
          ),
        );
      },
    },
    storage,
    log: silent,
    countsUncommitted: true,
    offsetRefreshMs: 1,
    topicRefreshMs,
  });
  return { cluster, storage, poller };
}

Deno.test("look() finds where every log ends that has a leader", async () => {
  const { storage, poller } = setUp([topic("a", 1, 2, 3), topic("b", 1, -1)]);
  assertMatch(poller.reason!, /Cannot say yet/);
  assertEquals(await poller.look(), true);
  assertEquals([storage.logEnds("a"), storage.logEnds("b")], [[10, 10, 10], [10, undefined]]);
  assertEquals(poller.reason, undefined);
});

Deno.test("look() asks for topics again when a leader did not answer", async () => {
  const { cluster, storage, poller } = setUp([topic("a", 1, 2)]);
  assertEquals([await poller.look(), await poller.look(), cluster.asked], [true, true, 1]);
  Object.assign(cluster, { deadBroker: 2, ends: 20 });
  assertEquals([await poller.look(), storage.logEnds("a")], [false, [20, 10]]);
  cluster.topics = [topic("a", 1, 1)];
  assertEquals([await poller.look(), storage.logEnds("a"), cluster.asked], [true, [20, 20], 2]);
});

Deno.test("look() tells why Kafka cannot be reached, until it can", async () => {
  const { cluster, poller } = setUp([topic("a", 1)]);
  cluster.isDown = true;
  assertEquals(await poller.look(), false);
  assertEquals(poller.reason, "Cannot reach Kafka: refused");
  cluster.isDown = false;
  assertEquals(await poller.look(), true);
  assertEquals(poller.reason, undefined);
});

Deno.test("look() forgets a topic that is missing twice", async () => {
  const { cluster, storage, poller } = setUp([topic("a", 1), topic("b", 1)], { topicRefreshMs: 0 });
  await poller.look();
  cluster.topics = [];
  await poller.look();
  cluster.topics = [topic("a", 1)];
  await poller.look();
  assertEquals(storage.topics, ["a"]);
});

Deno.test("look() lists topics anew for a commit of one that it does not know, and gives up", async () => {
  const { cluster, storage, poller } = setUp([topic("a", 1)]);
  await poller.look();
  const commit = { kind: "commit" as const, group: "g", partition: 0, offset: 8, timestamp: 0 };
  storage.addCommit({ ...commit, topic: "b" }, 0);
  storage.addCommit({ ...commit, topic: "gone" }, 1);
  cluster.topics = [topic("a", 1), topic("b", 1)];
  await poller.look();
  assertEquals(storage.group("g")!.get("b")![0].currentLag, 2);
  await poller.look();
  assertEquals(storage.unknownPartitions, []);
  await poller.look();
  assertEquals(cluster.asked, 3);
});

Deno.test("look() finds new partitions", async () => {
  const { cluster, storage, poller } = setUp([topic("a", 1)], { topicRefreshMs: 0 });
  await poller.look();
  cluster.topics = [topic("a", 1, 1)];
  await poller.look();
  assertEquals(storage.logEnds("a"), [10, 10]);
});

Deno.test("run() looks again and again, and tells when all is known", async () => {
  const { cluster, storage, poller } = setUp([topic("a", 1)]);
  const running = poller.run();
  await poller.known;
  cluster.ends = 30;
  await until(() => storage.logEnds("a")![0] === 30);
  poller.stop();
  await running;
});
