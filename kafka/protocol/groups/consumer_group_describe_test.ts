import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { decodeResponse, encodeRequest } from "../wire/api.ts";
import { consumerGroupDescribe } from "./consumer_group_describe.ts";

const hex = (text: string) =>
  (text.length + 1).toString(16).padStart(2, "0") +
  Buffer.from(text).toString("hex");
const TOPIC_ID = "000102030405060708090a0b0c0d0e0f";

Deno.test("ConsumerGroupDescribe asks for groups as Kafka defines it", () => {
  const encoded = encodeRequest(consumerGroupDescribe, {
    groups: ["g"],
    includeAuthorizedOperations: false,
  });
  // Tags of the header, 1 group, its name, the flag, tags of the message.
  assertEquals(encoded.toString("hex"), "00" + "02" + "0267" + "00" + "00");
});

Deno.test("ConsumerGroupDescribe reads a group of KIP-848, and what later versions add", () => {
  const assignment = "02" + TOPIC_ID + hex("orders") + "03" + "00000000" + "00000002" + "00" + "00";
  const nothing = "01" + "00";
  const member = hex("m-1") + "00" + "00" + "00000007" + hex("client") + hex("/10.0.0.1") +
    "02" + hex("orders") + "00" + assignment + nothing +
    // A tagged field that nobody knows yet.
    "01" + "00" + "01" + "ff";
  const payload = Buffer.from(
    "00" + "00000000" + "02" +
      "0000" + "00" + hex("g") + hex("Reconciling") + "00000009" + "00000008" + hex("uniform") +
      "02" + member + "80000000" + "00" + "00",
    "hex",
  );
  const { groups: [group] } = decodeResponse(consumerGroupDescribe, payload);
  const { state, epoch, assignor, members: [{ memberId, epoch: memberEpoch, assignment: found }] } =
    group;
  assertEquals([group.group, state, epoch, assignor], ["g", "Reconciling", 9, "uniform"]);
  assertEquals([memberId, memberEpoch], ["m-1", 7]);
  assertEquals(found.partitions, [
    {
      topicId: TOPIC_ID,
      topic: "orders",
      partitions: [0, 2],
    },
  ]);
});
