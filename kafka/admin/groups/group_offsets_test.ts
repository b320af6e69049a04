import { assertEquals, assertRejects } from "@std/assert";
import type { Brokers } from "../../client/brokers.ts";
import { KafkaError } from "../../errors.ts";
import { listOffsets } from "../../protocol/records/list_offsets.ts";
import { withBroker } from "../../testing/with_broker.ts";
import { offsetsAt, partitionsOf } from "./group_offsets.ts";

const NOT_LEADER = 6;

/** Tests with a leader of t-0, which ends at 5, that says so only after so many refusals. */
function withLeader(refusals: number, test: (client: Brokers) => Promise<void>): Promise<void> {
  return withBroker((client, broker) => {
    broker.on(listOffsets, () => {
      const errorCode = refusals-- > 0 ? NOT_LEADER : 0;
      const partition = { partition: 0, errorCode, timestamp: -1, offset: 5, leaderEpoch: 0 };
      return { throttleTimeMs: 0, topics: [{ name: "t", partitions: [partition] }] };
    });
    return test(client);
  });
}

Deno.test("offsetsAt() asks a leader again that has just been elected", () =>
  withLeader(2, async (client) => {
    const partitions = await partitionsOf(client, ["t"]);
    const found = await offsetsAt(client, partitions, "end");
    assertEquals(found, [{ topic: "t", partition: 0, offset: 5 }]);
  }));

Deno.test("offsetsAt() leaves out what nobody tells", () =>
  withLeader(Infinity, async (client) => {
    assertEquals(await offsetsAt(client, await partitionsOf(client, ["t"]), "end"), []);
  }));

Deno.test("partitionsOf() names all topics that there are not", () =>
  withLeader(0, async (client) => {
    const asked = () => partitionsOf(client, ["a", "t", "b"]);
    const error = await assertRejects(asked, KafkaError, "Cannot find a, b: create it first");
    assertEquals(error.code, "UNKNOWN_TOPIC_OR_PARTITION");
  }));
