import { assertEquals } from "@std/assert";
import { KafkaError } from "../../../kafka/errors.ts";
import { FakeCluster } from "../testing/fake_cluster.ts";
import { OVERVIEW_SERIES, topicSeries } from "./memory/series.ts";
import { Sampler } from "./sampler.ts";

Deno.test("Sampler knows the rates after two looks, and keeps them for charts", async () => {
  const cluster = new FakeCluster();
  let end = 10;
  cluster.endOffsets = () => Promise.resolve(new Map([["sampleOne", [end, 0]]]));
  let now = 1_000;
  const sampler = new Sampler({ cluster }, () => now);
  await sampler.look();
  assertEquals([sampler.latest.rates.size, sampler.latest.recordsIn], [0, undefined]);
  end = 1010;
  now += 500;
  await sampler.look();
  const { rates, recordsIn } = sampler.latest;
  assertEquals(rates.get("sampleOne"), 2_000);
  assertEquals(recordsIn, rates.get("sampleOne"));
  const names = [OVERVIEW_SERIES.recordsIn, topicSeries("sampleOne")];
  const { series } = sampler.history.read(names);
  assertEquals(names.map((name) => series[name]), [[null, recordsIn!], [null, recordsIn!]]);
});

Deno.test("Sampler remembers brokers that are gone", async () => {
  const cluster = new FakeCluster();
  const sampler = new Sampler({ cluster });
  await sampler.look();
  cluster.state.brokers.pop();
  await sampler.look();
  const { kafka, brokers } = sampler.latest;
  assertEquals([kafka?.value?.brokers.length, brokers.length], [2, 3]);
});

Deno.test("Sampler says why Kafka cannot be seen, and sees it again", async () => {
  const cluster = new FakeCluster();
  const sampler = new Sampler({ cluster });
  cluster.trouble = new KafkaError("UNREACHABLE", "no broker answers");
  await sampler.look();
  assertEquals(sampler.latest.kafka, { trouble: "no broker answers" });
  cluster.trouble = undefined;
  await sampler.look();
  assertEquals(sampler.latest.kafka?.value?.clusterId, "lab");
});

Deno.test("Sampler does not wait for what is slow", async () => {
  const cluster = new FakeCluster();
  const late = Promise.withResolvers<never>();
  cluster.groups = () => late.promise;
  const sampler = new Sampler({ cluster });
  await sampler.look();
  assertEquals([sampler.latest.kafka?.value?.clusterId, sampler.latest.groups], ["lab", undefined]);
  late.reject(new Error("late"));
});
