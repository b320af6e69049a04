import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as v from "valibot";
import { z } from "zod";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { defineFunction } from "../../define/define_function.ts";
import type { FunctionDefinition, Input } from "../../define/definition.ts";
import { readDefinition } from "../../define/read_definition.ts";
import { Log } from "../../log/log.ts";
import type { Outgoing } from "../output/outgoing.ts";
import { FunctionCaller } from "./function_caller.ts";
import type { Invocation } from "./invocations.ts";

function recordOf(offset: number, value: string | null, headers: Record<string, string> = {}) {
  const record: KafkaRecord = {
    topic: "orders",
    partition: 0,
    offset,
    timestamp: 1_700_000_000_000,
    key: Buffer.from(`k${offset}`),
    value: value === null ? null : Buffer.from(value),
    headers: Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
  };
  return record;
}

/** Calls a function, with a Kafka that acknowledges all. */
function setUp<const I extends Input = "json">(
  definition: Omit<FunctionDefinition<I>, "port" | "trigger">,
) {
  const trigger = { topics: ["orders"] };
  const defined = defineFunction<I>({ port: 5010, trigger, ...definition });
  const written: Outgoing[] = [];
  const invocations: Invocation[] = [];
  const own = readDefinition("billing", defined as never);
  const lines: string[] = [];
  const write = (_level: string, line: string) => void lines.push(line);
  const log = new Log({ name: "billing", level: "debug", pretty: false, write });
  const writer = {
    admit() {},
    write(records: readonly Outgoing[]) {
      if (records.some(({ topic }) => topic === "gone")) {
        return Promise.reject(new SendError("UNREACHABLE", "gone"));
      }
      if (records.some(({ topic }) => topic === "silent")) return new Promise<never>(() => {});
      written.push(...records);
      return Promise.resolve(
        records.map(({ topic }, offset) => ({ topic, partition: 0, offset })),
      );
    },
  };
  const resources = { name: "billing", output: own.output?.topic, writer, produceTimeout: 20, log };
  const caller = new FunctionCaller(own, resources, (one) => invocations.push(one));
  const signal = new AbortController().signal;
  const call = (...records: KafkaRecord[]) =>
    caller.call({ records, attempt: 1, signal, handled() {} });
  const texts = () => written.map(({ topic, record }) => [topic, record.key, record.value]);
  return { call, written, texts, invocations, lines };
}

const output = { topic: "invoices" };

Deno.test("a handler that returns nothing costs no promise", () => {
  const seen: unknown[] = [];
  const { call } = setUp({
    each: ({ key, value, offset }) => void seen.push([key, value, offset]),
  });
  assertEquals(call(recordOf(7, `{"a":1}`)), undefined);
  assertEquals(seen, [["k7", { a: 1 }, 7]]);
});

Deno.test("what a handler returns is written: text and bytes as they are, the rest as JSON", async () => {
  const bytes = new Uint8Array([1]);
  const { call, texts } = setUp({
    output,
    handle: (records) => [
      { key: records[0].key, value: "text" },
      { key: bytes, value: bytes, headers: { a: "1" } },
      { value: { n: 1 }, topic: "other" },
      { key: "gone" },
    ],
  });
  assertEquals(await call(recordOf(0, "1")), undefined);
  assertEquals(texts(), [
    ["invoices", "k0", "text"],
    ["invoices", bytes, bytes],
    ["other", null, `{"n":1}`],
    ["invoices", "gone", null],
  ]);
});

Deno.test("a record that cannot be parsed fails alone, and for good", async () => {
  const { call, texts } = setUp({
    output,
    handle: (records) => records.map(({ key, value }) => ({ key, value })),
  });
  const failed = await call(recordOf(0, "{"), recordOf(1, "2"), recordOf(2, ""));
  assertEquals(
    failed?.map(({ index, error, isFinal }) => [index, error.message.slice(0, 35), isFinal]),
    [
      [0, "Cannot read the value as JSON: Expe", true],
      [2, "Cannot read the value as JSON: it i", true],
    ],
  );
  assertEquals(texts(), [["invoices", "k1", "2"]]);
});

Deno.test("text and JSON are UTF-8", async () => {
  for (const input of ["text", "json"] as const) {
    const { call } = setUp({ input, each: () => {} });
    const failed = await call({ ...recordOf(0, null), value: new Uint8Array([0x22, 0xff, 0x22]) });
    assertEquals(failed?.map(({ error, isFinal }) => [error.message, isFinal]), [
      ["Cannot read the value: it is not UTF-8", true],
    ]);
  }
});

Deno.test("values are checked, and made others, by any Standard Schema", async () => {
  const schemas = [
    z.object({ price: z.number().transform((price) => price * 2) }),
    z.object({ price: z.number().refine(() => Promise.resolve(true)) })
      .transform(({ price }) => ({ price: price * 2 })),
    v.object({ price: v.pipe(v.number(), v.transform((price) => price * 2)) }),
  ];
  for (const input of schemas) {
    const { call, texts } = setUp({
      output,
      input: input as typeof schemas[0],
      each: ({ key, value }) => ({ key, value: value.price }),
    });
    const failed = await call(recordOf(0, `{"price":"much"}`));
    await call(recordOf(1, `{"price":2}`));
    assertEquals(failed?.map(({ index, isFinal }) => [index, isFinal]), [[0, true]]);
    assertEquals(failed?.[0].error.message.startsWith("Cannot take the value: price: "), true);
    assertEquals(texts(), [["invoices", "k1", "4"]]);
  }
});

Deno.test("a handler says which records failed, while the rest is written", async () => {
  const { call, texts, invocations } = setUp({
    output,
    handle: (records) => ({
      failures: [{ record: records[1], error: new Error("no stock") }],
      records: [{ key: records[0].key, value: 1 }],
    }),
  });
  // The first one is not among those that the handler is given.
  const failed = await call(recordOf(0, "{"), recordOf(1, "1"), recordOf(2, "2"));
  assertEquals(failed?.map(({ index, error }) => [index, error.message.slice(0, 8)]), [
    [0, "Cannot r"],
    [2, "no stock"],
  ]);
  assertEquals(texts(), [["invoices", "k1", "1"]]);
  const [{ records, outputs, failures }] = invocations;
  assertEquals({ records, outputs, failures }, { records: 3, outputs: 1, failures: 2 });
});

Deno.test("a result that cannot be fails the call", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const cases: [result: unknown, fault: string][] = [
    [7, "Cannot write the record: it must be a record such as { key, value }, and is a number"],
    [["a"], "Cannot write record 0: it must be a record such as { key, value }, and is a string"],
    [{ total: 1 }, "Cannot write the record: total is unknown in a record; known are topic"],
    [[{ value: 1n }], "Cannot write record 0: its value is no JSON: Do not know how to serialize"],
    [{ value: circle }, "Cannot write the record: its value is no JSON: Converting circular"],
    [{ value: () => {} }, "Cannot write the record: its value is no JSON: it is a function"],
    [{ value: 1, key: 7 }, "Cannot write the record: its key must be text, bytes or null"],
    [{ value: 1, partition: -1 }, "Cannot write the record: its partition must be a whole number"],
    [{ value: 1, timestamp: 1.5 }, "Cannot write the record: its timestamp must be ms since"],
    [{ value: 1, topic: "a b" }, `Cannot write the record: "a b" is no name of a topic`],
    [{ value: 1, headers: { a: 1 } }, "Cannot write the record: its headers must be { name:"],
    [{ value: 1, headers: ["a"] }, "Cannot write the record: its headers must be { name:"],
    [{ failures: 1 }, "Cannot take the result: failures must be a list of { record, error }"],
    [{ failures: [], recods: [] }, "Cannot take the result: recods is unknown beside failures"],
    [{ failures: [{}] }, "Cannot take the failure of undefined/undefined/undefined: the call has"],
    [
      { failures: [{ record: { topic: "orders", partition: 0, offset: 9 } }] },
      "Cannot take the failure of orders/0/9: the call has no such record",
    ],
  ];
  for (const [result, fault] of cases) {
    const { call, written } = setUp({ output, handle: () => result as never });
    const { message } = assertThrows(() => call(recordOf(0, "1")), Error);
    assertEquals(message.slice(0, fault.length), fault);
    assertEquals(written, []);
  }
  const { call } = setUp({ each: ({ value }) => ({ value }) });
  assertThrows(() => call(recordOf(0, "1")), Error, "no topic, and the definition no output");
});

Deno.test("a record is not given back as it was taken", () => {
  const { call } = setUp({ output, each: (record) => record as never });
  assertThrows(() => call(recordOf(0, "1")), Error, "offset is unknown in a record");
});

Deno.test("what is not acknowledged fails the call, though the handler does not wait for it", async () => {
  const produce = setUp({ each: (_record, ctx) => void ctx.produce({ topic: "gone", value: 1 }) });
  await assertRejects(async () => await produce.call(recordOf(0, "1")), Error, "gone");
  const result = setUp({ each: () => ({ topic: "gone", value: 1 }) });
  await assertRejects(async () => await result.call(recordOf(0, "1")), Error, "gone");
  assertEquals(result.invocations.map(({ failures, error }) => [failures, error?.message]), [
    [1, "gone"],
  ]);
});

Deno.test("what is not written is no fault of the records, whatever the handler makes of it", async () => {
  for (const topic of ["gone", "silent"]) {
    const { call } = setUp({
      async each(_record, { produce }) {
        await produce({ topic, value: 1 }).catch(() => {
          throw new TypeError("cannot bill");
        });
      },
    });
    const error = await assertRejects(async () => await call(recordOf(0, "1")), SendError);
    assertEquals(error.code, "UNREACHABLE");
  }
});

Deno.test("outputs go on with the trace of the record, as a span of their own", async () => {
  const id = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${id}-b7ad6b7169203331-01`;
  const { call, written } = setUp({
    output,
    async each({ value }, { produce, trace }) {
      await produce({ value: trace?.traceparent });
      return [{ value }, { value, headers: { traceparent: "mine" } }];
    },
  });
  await call(recordOf(0, "1", { traceparent, tracestate: "a=b" }));
  const headers = written.map(({ record }) => Object.fromEntries(record.headers));
  const span = headers[0].traceparent;
  assertEquals(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`).test(`${span}`), true);
  assertEquals(span === traceparent, false);
  assertEquals(headers, [
    { traceparent: span, tracestate: "a=b" },
    { traceparent: span, tracestate: "a=b" },
    { traceparent: "mine" },
  ]);
  assertEquals(written[0].record.value, span);

  await call(recordOf(1, "1", { traceparent: "00-0-0-00" }));
  assertEquals(written[3].record.headers, []);
});

Deno.test("lines of the log name the records at hand", () => {
  const { call, lines } = setUp({
    handle: (records, { log }) => log.info("took", { count: records.length, of: 1n }),
  });
  call(recordOf(3, "1"));
  call(recordOf(4, "1"), recordOf(5, "1"));
  assertEquals(
    lines.map((line) => JSON.parse(line)).map(({ time: _time, ...rest }) => rest),
    [
      { record: "orders/0/3", count: 1 },
      { records: "orders/0/4-5", count: 2 },
    ].map((ids) => ({ level: "info", function: "billing", message: "took", ...ids, of: "1" })),
  );
});
