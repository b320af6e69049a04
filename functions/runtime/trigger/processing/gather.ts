import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { BatchRules } from "../delivery/delivery_options.ts";

/** Where records come from; the next one can be looked at before it is taken. */
export interface Records {
  /** Why it cannot be told whether the next record is wanted, if so. */
  readonly fault?: Error;
  peek(): KafkaRecord | undefined;
  skip(): void;
}

/** Records for one call. */
export interface Gathered {
  records: KafkaRecord[];
  /** Whether nothing more goes with them. */
  isFull: boolean;
  /** Why the record, which is a single one then, cannot be given to a call. */
  fault?: Error;
}

/**
 * Takes as many records as one call gets; of those that nobody can judge, one alone.
 *
 * @param records what was taken for it before.
 */
export function gather(
  from: Records,
  { records: most, bytes: mostBytes }: BatchRules,
  records: KafkaRecord[] = [],
): Gathered {
  let bytes = 0;
  for (const record of records) bytes += sizeOf(record);
  while (true) {
    const record = from.peek();
    if (record === undefined) return { records, isFull: false };
    const { fault } = from;
    bytes += sizeOf(record);
    if (records.length > 0 && (bytes > mostBytes || fault)) return { records, isFull: true };
    from.skip();
    records.push(record);
    if (records.length >= most || fault) return { records, isFull: true, fault };
  }
}

function sizeOf({ key, value }: KafkaRecord): number {
  return (key?.length ?? 0) + (value?.length ?? 0);
}
