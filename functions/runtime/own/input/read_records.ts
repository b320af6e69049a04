import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { InputRecord } from "../../define/records.ts";
import { RegistryError } from "../../schemas/registry_error.ts";
import { asError } from "../../trigger/delivery/call_once.ts";
import type { FailedRecord } from "../../trigger/delivery/caller.ts";
import { Input } from "./input_record.ts";
import type { ReadValue } from "./value_reader.ts";

/** The records of a call: those that the handler gets, and those that it cannot get. */
export interface ReadRecords {
  readonly inputs: InputRecord<unknown>[];
  /** Where each of them stands in the call. */
  readonly indexes: readonly number[];
  readonly failures: FailedRecord[];
}

/** Nothing that cannot be read, and the only record of a call. */
const NONE: FailedRecord[] = [];
const FIRST = [0];

/** Reads the value of the only record of a call, for which there is a shorter way. */
export function readRecord(
  record: KafkaRecord,
  readValue: ReadValue,
): ReadRecords | Promise<ReadRecords> {
  let value: unknown;
  try {
    value = readValue(record.value);
  } catch (error) {
    return sortOut([record], [new Unreadable(error)]);
  }
  if (value instanceof Promise) {
    return value.then((value) => value, (error) => new Unreadable(error))
      .then((value) => sortOut([record], [value]));
  }
  return { inputs: [new Input(record, value)], indexes: FIRST, failures: NONE };
}

/** Reads the values of records; a promise only where a schema takes its time. */
export function readRecords(
  records: readonly KafkaRecord[],
  readValue: ReadValue,
): ReadRecords | Promise<ReadRecords> {
  const values: unknown[] = new Array(records.length);
  let isAsync = false;
  for (let index = 0; index < records.length; index++) {
    try {
      const value = readValue(records[index].value);
      isAsync ||= value instanceof Promise;
      values[index] = value;
    } catch (error) {
      values[index] = new Unreadable(error);
    }
  }
  if (!isAsync) return sortOut(records, values);
  const settled = values.map((value) =>
    value instanceof Promise ? value.catch((error) => new Unreadable(error)) : value
  );
  return Promise.all(settled).then((all) => sortOut(records, all));
}

/** Stands where a value would, so that no value can be taken for it. */
class Unreadable {
  constructor(readonly reason: unknown) {}
}

function sortOut(records: readonly KafkaRecord[], values: readonly unknown[]): ReadRecords {
  const inputs: InputRecord<unknown>[] = [];
  const indexes: number[] = [];
  const failures: FailedRecord[] = [];
  records.forEach((record, index) => {
    const value = values[index];
    if (!(value instanceof Unreadable)) {
      inputs.push(new Input(record, value));
      indexes.push(index);
      return;
    }
    const { reason } = value;
    // All of the call waits until the registry tells again: a record that is not read is not bad.
    if (reason instanceof RegistryError && reason.isOutage) throw reason;
    // A schema that throws is as wrong the next time.
    failures.push({ index, error: asError(reason), isFinal: true });
  });
  return { inputs, indexes, failures };
}
