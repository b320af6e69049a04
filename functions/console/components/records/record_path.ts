import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { path } from "../../web/html.ts";

/** Names a record among all. */
export type RecordPlace = Pick<KafkaRecord, "topic" | "partition" | "offset">;

/** The page of a record, and what is below it. */
export function recordPath({ topic, partition, offset }: RecordPlace, ...below: string[]): string {
  return path("topics", topic, "records", partition, offset, ...below);
}
