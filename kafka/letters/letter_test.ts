import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header, KafkaRecord } from "../record/record.ts";
import { readLetter } from "./letter.ts";
import { returnedRecord } from "./dealing/returned_record.ts";

/** A record in a topic of dead letters. */
function letterRecord(headers: [string, string | Uint8Array | null][]): KafkaRecord {
  return {
    ...{ topic: "orders.dlq", partition: 1, offset: 7, timestamp: 1_700_000_000_000 },
    ...{ key: Buffer.from("k"), value: Buffer.from("v") },
    headers: headers.map(([name, value]): Header => [
      name,
      typeof value === "string" ? Buffer.from(value) : value,
    ]),
  };
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

const OWN: [string, string][] = [
  ["dlq-topic", "orders"],
  ["dlq-partition", "2"],
  ["dlq-offset", "1199"],
  ["dlq-timestamp", "2023-11-14T22:13:19.000Z"],
  ["dlq-error", "TypeError: no amount"],
  ["dlq-attempts", "4"],
  ["dlq-function", "bills"],
  ["dlq-time", "2023-11-14T22:13:20.500Z"],
];

Deno.test("readLetter() reads letters of this project's functions", () => {
  const record = letterRecord([["trace", "a"], ...OWN]);
  assertEquals(readLetter(record), {
    ...{ record, origin: "instigator", returns: 0, earlier: [] },
    source: { topic: "orders", partition: 2, offset: 1199, timestamp: 1_699_999_999_000 },
    error: { text: "TypeError: no amount" },
    ...{ attempts: 4, function: "bills", time: 1_700_000_000_500 },
  });
});

Deno.test("readLetter() reads Spring's letters, with Java's numbers", () => {
  const record = letterRecord([
    ["kafka_dlt-original-topic", "orders"],
    ["kafka_dlt-original-partition", int32(3)],
    ["kafka_dlt-original-offset", int64(2 ** 40)],
    ["kafka_dlt-original-timestamp", int64(1_600_000_000_000)],
    ["kafka_dlt-original-consumer-group", "billing"],
    ["kafka_dlt-exception-fqcn", "org.springframework.kafka.ListenerExecutionFailedException"],
    ["kafka_dlt-exception-cause-fqcn", "java.lang.IllegalStateException"],
    ["kafka_dlt-exception-message", "first"],
    ["kafka_dlt-original-topic", "orders-retry-0"],
    ["kafka_dlt-exception-message", "no amount"],
    ["kafka_dlt-exception-stacktrace", "java.lang.IllegalStateException\n\tat Bills"],
  ]);
  assertEquals(readLetter(record), {
    ...{ record, origin: "spring", returns: 0, earlier: [], time: 1_700_000_000_000 },
    source: { topic: "orders", partition: 3, offset: 2 ** 40, timestamp: 1_600_000_000_000 },
    error: {
      text: "java.lang.IllegalStateException: no amount",
      stack: "java.lang.IllegalStateException\n\tat Bills",
    },
    function: "billing",
  });
});

Deno.test("readLetter() reads Kafka Connect's letters", () => {
  const record = letterRecord([
    ["__connect.errors.topic", "orders"],
    ["__connect.errors.partition", "0"],
    ["__connect.errors.offset", "12"],
    ["__connect.errors.connector.name", "warehouse"],
    ["__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"],
    ["__connect.errors.exception.message", "not JSON"],
  ]);
  const { source, error, function: name, origin } = readLetter(record);
  assertEquals({ source, error, name, origin }, {
    source: { topic: "orders", partition: 0, offset: 12 },
    error: { text: "org.apache.kafka.connect.errors.DataException: not JSON" },
    ...{ name: "warehouse", origin: "connect" },
  });
});

Deno.test("readLetter() makes do with headers that are not there, or are nonsense", () => {
  const plain = letterRecord([["trace", null]]);
  assertEquals(readLetter(plain), {
    ...{ record: plain, origin: "plain", time: 1_700_000_000_000, returns: 0, earlier: [] },
  });
  const { source, attempts, earlier, time } = readLetter(letterRecord([
    ["dlq-topic", "orders"],
    ["dlq-partition", "two"],
    ["dlq-offset", null],
    ["dlq-attempts", "-1"],
    ["dlq-time", "yesterday"],
    ["dlq-earlier", "{"],
    ["dlq-earlier", '{"error":1,"time":"never"}'],
    ["kafka_dlt-original-topic", "other"],
  ]));
  assertEquals({ source, attempts, earlier, time }, {
    ...{ source: { topic: "orders" }, attempts: undefined, earlier: [{}], time: 1_700_000_000_000 },
  });
  const spring = readLetter(letterRecord([
    ["kafka_dlt-original-topic", "orders"],
    ["kafka_dlt-original-partition", "3"],
  ]));
  assertEquals([spring.source, spring.error], [{ topic: "orders" }, undefined]);
});

Deno.test("returnedRecord() is the record as it was, with its history", () => {
  const letter = readLetter(letterRecord([["trace", "a"], ["trace", null], ...OWN]));
  const returned = returnedRecord(letter);
  const earlier = {
    error: "TypeError: no amount",
    source: "orders/2/1199",
    letter: "orders.dlq/1/7",
    time: "2023-11-14T22:13:20.500Z",
  };
  assertEquals(returned, {
    ...{ key: Buffer.from("k"), value: Buffer.from("v") },
    headers: [
      ["trace", Buffer.from("a")],
      ["trace", null],
      ["dlq-earlier", JSON.stringify(earlier)],
      ["dlq-returns", "1"],
    ],
  });

  const again = letterRecord([...returned.headers, ...OWN.slice(0, 5)]);
  const second = readLetter(again);
  assertEquals([second.returns, second.earlier], [
    1,
    [{ ...earlier, time: 1_700_000_000_500 }],
  ]);
  const third = readLetter({ ...again, headers: returnedHeaders(returnedRecord(second)) });
  assertEquals([third.returns, third.earlier.length, third.origin], [2, 0, "plain"]);
  const names = returnedRecord(second).headers.map(([name]) => name);
  assertEquals(names, ["trace", "trace", "dlq-earlier", "dlq-earlier", "dlq-returns"]);
});

Deno.test("returnedRecord() leaves nothing of Spring's and Connect's headers", () => {
  const letter = readLetter(letterRecord([
    ["kafka_dlt-original-topic", "orders"],
    ["retry_topic-attempts", int32(3)],
    ["__connect.errors.stage", "VALUE_CONVERTER"],
    ["dlq-value", "left out"],
    ["mine", "1"],
  ]));
  const { headers, value } = returnedRecord(letter, null);
  assertEquals(headers.map(([name]) => name), ["mine", "dlq-earlier", "dlq-returns"]);
  assertEquals(value, null);
});

function returnedHeaders({ headers }: ReturnType<typeof returnedRecord>): Header[] {
  return headers.map(([name, value]) => [
    name,
    typeof value === "string" ? Buffer.from(value) : value,
  ]);
}
