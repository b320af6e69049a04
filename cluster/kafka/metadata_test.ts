import { assertEquals } from "@std/assert";
import { decodeMetadata } from "./metadata.ts";

const int8 = (value: number) => [value & 255];
const int16 = (value: number) => [...int8(value >> 8), ...int8(value)];
const int32 = (value: number) => [...int16(value >> 16), ...int16(value)];
const string = (text: string) => [...int16(text.length), ...new TextEncoder().encode(text)];
const NULL_STRING = int16(-1);
const array = (...elements: number[][]) => [...int32(elements.length), ...elements.flat()];
const ids = (...values: number[]) => array(...values.map(int32));

const broker = (
  id: number,
) => [...int32(id), ...string("127.0.0.1"), ...int32(9092), ...NULL_STRING];
const LEADER_NOT_AVAILABLE = 5;

Deno.test("decodeMetadata() reads brokers, topics and a partition without a leader", () => {
  const body = new Uint8Array([
    ...int32(0),
    ...array(broker(2), broker(1)),
    ...string("a-cluster"),
    ...int32(2),
    ...array(
      [
        ...int16(0),
        ...string("orders"),
        ...int8(0),
        ...array(
          [...int16(0), ...int32(1), ...int32(2), ...ids(2, 1), ...ids(2), ...ids(1)],
          [
            ...int16(LEADER_NOT_AVAILABLE),
            ...int32(0),
            ...int32(-1),
            ...ids(3, 1),
            ...ids(3),
            ...ids(3),
          ],
        ),
      ],
      [...int16(0), ...string("__consumer_offsets"), ...int8(1), ...array()],
    ),
  ]);
  assertEquals(decodeMetadata(body), {
    clusterId: "a-cluster",
    controller: 2,
    brokers: [1, 2],
    topics: [
      { name: "__consumer_offsets", internal: true, partitions: [] },
      {
        name: "orders",
        internal: false,
        partitions: [
          { partition: 0, leader: undefined, replicas: [3, 1], isr: [3] },
          { partition: 1, leader: 2, replicas: [2, 1], isr: [2] },
        ],
      },
    ],
  });
});

Deno.test("decodeMetadata() knows a cluster that has nothing yet", () => {
  const body = new Uint8Array([
    ...int32(0),
    ...array(),
    ...NULL_STRING,
    ...int32(-1),
    ...array(),
  ]);
  assertEquals(decodeMetadata(body), {
    clusterId: undefined,
    controller: undefined,
    brokers: [],
    topics: [],
  });
});
