import { assertEquals, assertRejects } from "@std/assert";
import { KafkaError } from "../../../kafka/errors.ts";
import { FakeCluster } from "../testing/fake_cluster.ts";
import { SharedCluster } from "./shared_cluster.ts";

function setUp() {
  const kafka = new FakeCluster();
  const clock = { now: 0 };
  return { kafka, clock, shared: new SharedCluster(kafka, () => clock.now) };
}

Deno.test("SharedCluster asks once for many, and again after a while", async () => {
  const { kafka, clock, shared } = setUp();
  await Promise.all(Array.from({ length: 100 }, () => shared.overview()));
  await shared.overview();
  assertEquals([kafka.reads.get("overview"), shared.questions], [1, 1]);
  clock.now = 1_000;
  await shared.overview();
  assertEquals([kafka.reads.get("overview"), shared.questions], [2, 2]);
});

Deno.test("SharedCluster keeps answers to different questions apart", async () => {
  const { kafka, shared } = setUp();
  await Promise.all([shared.broker(1), shared.broker(2), shared.broker(1)]);
  assertEquals(kafka.reads.get("broker"), 2);
});

Deno.test("SharedCluster forgets what it knew when something is changed", async () => {
  const { kafka, shared } = setUp();
  await shared.overview();
  await shared.createTopic({ name: "orders" });
  await shared.overview();
  assertEquals(kafka.reads.get("overview"), 2);
});

Deno.test("SharedCluster shares failures too, and recovers", async () => {
  const { kafka, clock, shared } = setUp();
  kafka.trouble = new KafkaError("UNREACHABLE", "no broker answers");
  const failed = await Promise.allSettled([shared.overview(), shared.overview()]);
  assertEquals(failed.map(({ status }) => status), ["rejected", "rejected"]);
  assertEquals(kafka.reads.get("overview"), 1);
  kafka.trouble = undefined;
  clock.now = 1_000;
  assertEquals((await shared.overview()).clusterId, "lab");
});

Deno.test("SharedCluster does not wait for a controller that does not answer", async () => {
  const kafka = new FakeCluster();
  const shared = new SharedCluster(kafka, undefined, 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  kafka.createTopic = () => promise;
  const error = await assertRejects(() => shared.createTopic({ name: "orders" }), KafkaError);
  assertEquals(error.code, "REQUEST_TIMED_OUT");
  resolve();
});
