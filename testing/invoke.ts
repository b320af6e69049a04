/**
 * Calls a function as it is, without Kafka: for tests of what it makes of its records.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../kafka/record/record.ts";
import type { DefinedFunction } from "../functions/runtime/define/define_function.ts";
import type { Input as InputKind } from "../functions/runtime/define/definition.ts";
import type { OutputRecord } from "../functions/runtime/define/records.ts";
import { type OwnFunction, readDefinition } from "../functions/runtime/define/read_definition.ts";
import { Log } from "../functions/runtime/log/log.ts";
import { FunctionCaller } from "../functions/runtime/own/call/function_caller.ts";
import { recordFilter } from "../functions/runtime/own/input/record_filter.ts";
import { Invoker } from "../functions/runtime/own/invoke/invoker.ts";
import { type Outgoing, toOutgoing } from "../functions/runtime/own/output/outgoing.ts";
import { type TestRecord, toTestRecord } from "./read_topic.ts";

/** What came of a call. */
export interface Invocation {
  /** What the function would write. */
  outputs: TestRecord[];
  /** The records that failed, by where they stand. */
  failures: { index: number; error: Error }[];
}

/**
 * Calls a function with records, or, without any, as its schedule does. Each is tried once, and nothing
 * is written; values are read by the function's own `input`, as those of Kafka's records are.
 *
 * @throws {ConfigError} with the faults of its definition.
 * @throws what the function does on schedule fails with.
 */
export async function invoke<I extends InputKind>(
  defined: DefinedFunction<I>,
  records?: readonly OutputRecord[],
): Promise<Invocation> {
  const own = readDefinition("function", defined as unknown as DefinedFunction);
  const invoker = invokerOf(own);
  if (records === undefined) {
    const { outputs, error } = await invoker.run(true);
    if (error) throw error;
    return { outputs: outputs.map(toOutput), failures: [] };
  }
  const taken = records.map((record, index) => toKafkaRecord(own, record, index));
  const invoked = await invoker.invoke(taken, true);
  return {
    outputs: invoked.outputs.map(toOutput),
    failures: invoked.records.flatMap(({ error }, index) => error ? [{ index, error }] : []),
  };
}

function invokerOf(own: OwnFunction): Invoker {
  const resources = { name: own.name, output: own.output?.topic, writer: NO_WRITER, log: TEST_LOG };
  const caller = new FunctionCaller(own, resources, () => {});
  const filter = own.trigger?.filter;
  return new Invoker({
    own,
    resources,
    caller,
    ...(filter && { filter: recordFilter(filter, own.input) }),
  });
}

const NO_WRITER = {
  admit() {},
  write: () => Promise.reject(new Error("Nothing is written by invoke()")),
};

/** Writes what a function logs to the console. */
export const TEST_LOG = new Log({
  name: "function",
  level: "info",
  pretty: true,
  write: (level, line) => level === "error" ? console.error(line) : console.log(line),
});

function toKafkaRecord(own: OwnFunction, record: OutputRecord, index: number): KafkaRecord {
  const topic = own.trigger?.topics[0] ?? "records";
  return toRecord(toOutgoing(record, topic, `record ${index}`), index);
}

/** A record that a function would write, as a test reads it. */
export function toOutput(outgoing: Outgoing, index: number): TestRecord {
  return toTestRecord(toRecord(outgoing, index));
}

function toRecord({ topic, record }: Outgoing, offset: number): KafkaRecord {
  const { partition = 0, key, value, headers, timestamp = Date.now() } = record;
  return {
    topic,
    partition,
    offset,
    timestamp,
    key: bytes(key),
    value: bytes(value),
    headers: headers.map(([name, text]) => [name, bytes(text)]),
  };
}

function bytes(text: string | Uint8Array | null): Uint8Array | null {
  return typeof text === "string" ? Buffer.from(text) : text;
}
