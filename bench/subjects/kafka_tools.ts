/**
 * Kafka's own measures of itself, as `deno task kafka` runs them.
 *
 * @module
 */
import type { Lab } from "../../tests/lab.ts";

/** What `producer-perf-test` writes in records of 100 bytes, acks=all: records/s. */
export async function perfTest(
  lab: Lab,
  topic: string,
  records: number,
  properties: readonly string[] = [],
): Promise<number> {
  const { stdout, stderr } = await lab.task(
    ...["kafka", "producer-perf-test", "--topic", topic, "--num-records", String(records)],
    ...["--record-size", "100", "--throughput", "-1"],
    ...["--producer-props", "acks=all", ...properties],
  );
  const rate = /([\d.]+) records\/sec.*99\.9th/.exec(stdout)?.[1];
  if (rate === undefined) throw new Error(`producer-perf-test has failed: ${stderr}`);
  return Number(rate);
}

/** What `consumer-perf-test` reads of a topic that holds so many records: records/s, without the rebalance. */
export async function consumerPerfTest(lab: Lab, topic: string, records: number): Promise<number> {
  const { stdout, stderr } = await lab.task(
    ...["kafka", "consumer-perf-test", "--topic", topic, "--messages", String(records)],
  );
  // A header, then: start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, MB/s, records/s.
  const cells = stdout.trim().split("\n").at(-1)?.split(", ");
  const rate = Number(cells?.at(-1));
  if (!(rate > 0)) throw new Error(`consumer-perf-test has failed: ${stderr}`);
  return rate;
}

/**
 * What Kafka's `EndToEndLatency` finds for so many records of 100 bytes, sent one after the other, acks=all:
 * the median and the 99th percentile, ms.
 */
export async function endToEndLatency(
  lab: Lab,
  topic: string,
  records: number,
): Promise<{ p50: number; p99: number }> {
  const { stdout, stderr } = await lab.task(
    ...["kafka", "e2e-latency", lab.brokers.join(","), topic, String(records), "all", "100"],
  );
  const [, p50, p99] = /Percentiles: 50th = (\d+), 99th = (\d+)/.exec(stdout) ?? [];
  if (p50 === undefined) throw new Error(`e2e-latency has failed: ${stdout}${stderr}`);
  return { p50: Number(p50), p99: Number(p99) };
}
