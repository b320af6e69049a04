import type { KafkaSettings } from "../kafka/client/settings.ts";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { reportLedgers } from "../functions/runtime/ledger/ledger_report.ts";
import { PartitionLedger } from "../functions/runtime/ledger/partition_ledger.ts";
import { readStamp } from "../functions/runtime/ledger/stamp.ts";
import { readAll } from "./read_topic.ts";

/** What a ledger counts, in records. */
export interface Counts {
  /** Records that are there. */
  consumed: number;
  /** Records that were sent, and are not there. */
  lost: number;
  /** Records that are there once more. */
  duplicated: number;
  /** Records that stand behind one that was sent after them. */
  reordered: number;
  /** Records whose writer does not stamp them, so that nothing is known of the rest. */
  unstamped: number;
}

/** Reckons all that a topic has now: what test, functions and producer write is stamped. */
export async function topicLedger(settings: KafkaSettings, topic: string): Promise<Counts> {
  return countRecords(await readAll(settings, topic));
}

/** Reckons the records of whole logs, those of each partition in their order. */
export function countRecords(records: Iterable<KafkaRecord>): Counts {
  const ledgers = new Map<number, PartitionLedger>();
  for (const { partition, offset, headers } of records) {
    const ledger = ledgers.get(partition) ?? new PartitionLedger({ position: offset });
    ledgers.set(partition, ledger);
    const stamp = readStamp(headers);
    ledger.reckon(offset, stamp, stamp?.time ?? 0);
  }
  const { totals } = reportLedgers(ledgers.values());
  const { consumed, lost, duplicated, reordered, unstamped } = totals;
  return { consumed, lost, duplicated, reordered, unstamped };
}
