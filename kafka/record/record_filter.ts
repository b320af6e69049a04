import { Buffer } from "node:buffer";
import type { LogRecord } from "../protocol/records/record_batch.ts";

/** Which records are wanted: each text must be contained, in UTF-8. What is left out matches all. */
export interface RecordFilter {
  key?: string;
  value?: string;
  /** Contained in a header's name, its value, or `name:value`. */
  header?: string;
}

/** The filter as a test of records. */
export function recordMatcher(filter: RecordFilter = {}): (record: LogRecord) => boolean {
  const [key, value] = [wanted(filter.key), wanted(filter.value)];
  const header = wanted(filter.header);
  return (record) =>
    (key === undefined || record.key?.includes(key) === true) &&
    (value === undefined || record.value?.includes(value) === true) &&
    (header === undefined ||
      record.headers.some(([name, value]) => headerBytes(name, value).includes(header)));
}

/** An empty text, as a form sends it, asks for nothing. */
function wanted(text: string | undefined): Buffer | undefined {
  return text ? Buffer.from(text) : undefined;
}

function headerBytes(name: string, value: Buffer | null): Buffer {
  return Buffer.concat([Buffer.from(`${name}:`), value ?? Buffer.alloc(0)]);
}
