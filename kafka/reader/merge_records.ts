import type { LogRecord } from "../protocol/records/record_batch.ts";

/**
 * Records of several partitions, by time. Each partition's stay in their order, though its times may
 * run backwards: a record counts as not older than the one before it.
 */
export function mergeRecords(
  topic: string,
  found: Iterable<readonly [partition: number, records: readonly LogRecord[]]>,
) {
  const all = [...found].flatMap(([partition, records]) => {
    let newest: number | bigint = -Infinity;
    return records.map((record) => {
      if (record.timestamp > newest) newest = record.timestamp;
      return { time: newest, record: { topic, partition, ...record } };
    });
  });
  return all.sort((a, b) => a.time < b.time ? -1 : Number(a.time > b.time)).map(({ record }) =>
    record
  );
}
