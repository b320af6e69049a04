import { assertEquals } from "@std/assert";
import { AssignerProtocol } from "kafkajs";
import type { Api } from "../../protocol/wire/api.ts";
import { describedGroups } from "./describe_groups.ts";

const NOT_FOUND = 69;

const assignment = (topic: string) =>
  AssignerProtocol.MemberAssignment.encode({
    version: 0,
    assignment: { [topic]: [0] },
    userData: new Uint8Array() as never,
  });

/** A group of the classic protocol, with one member. */
function classic(group: string, protocolType: string, assignment: Uint8Array) {
  const member = { memberId: "m", instanceId: null, clientId: "c", host: "/h", metadata: "" };
  return {
    ...{ errorCode: 0, group, state: "Stable", protocolType, protocol: "p" },
    ...{ authorizedOperations: 0, members: [{ ...member, assignment }] },
  };
}

/** One of KIP-848. */
function modern(group: string, errorCode = 0) {
  const partitions = [{ topicId: "", topic: "t", partitions: [1] }];
  const member = { memberId: "n", instanceId: "i", clientId: "d", host: "/i" };
  return {
    ...{ errorCode, errorMessage: null, group, state: "Reconciling", assignor: "uniform" },
    ...{ epoch: 1, assignmentEpoch: 1, authorizedOperations: 0 },
    members: errorCode === 0 ? [{ ...member, assignment: { partitions } }] : [],
  };
}

const dead = (group: string, errorCode = 0) => (
  { ...classic(group, "", new Uint8Array()), state: "Dead", errorCode, members: [] }
);

/** A broker that answers from these, and what it was asked. */
function broker(answers: Record<string, object>, speaks = true) {
  const asked: unknown[] = [];
  return {
    asked,
    brokers: {
      request<Q, R>(_: number, { name }: Api<Q, R>, body: Q): Promise<R> {
        asked.push([name, (body as { groups?: string[] }).groups]);
        return Promise.resolve(answers[name] as R);
      },
      speaks: () => Promise.resolve(speaks),
    },
  };
}

Deno.test("describedGroups() knows groups of any type, with what consumers are assigned", async () => {
  const { brokers, asked } = broker({
    DescribeGroups: {
      groups: [
        classic("workers", "connect", new Uint8Array([0, 1, 0, 9])),
        classic("odd", "consumer", new Uint8Array([0, 0, 0, 0, 0, 9])),
        classic("readers", "consumer", assignment("t")),
      ],
    },
  });
  const found = await describedGroups(brokers, 1, ["workers", "odd", "readers"]);
  assertEquals(
    found.map(({ group, protocolType, state, members }) => [
      ...[group, protocolType, state, members.map(({ assignment }) => assignment)],
    ]),
    [
      ["workers", "connect", "Stable", [[]]],
      ["odd", "consumer", "Stable", [[]]],
      ["readers", "consumer", "Stable", [[{ topic: "t", partitions: [0] }]]],
    ],
  );
  assertEquals(asked, [["DescribeGroups", ["workers", "odd", "readers"]]]);
});

Deno.test("describedGroups() asks for those of KIP-848 where the broker knows of them", async () => {
  const { brokers, asked } = broker({
    DescribeGroups: { groups: [dead("a"), classic("b", "consumer", assignment("t"))] },
    ConsumerGroupDescribe: { groups: [modern("a")] },
  });
  const [found] = await describedGroups(brokers, 1, ["a", "b"]);
  assertEquals(found, {
    ...{ errorCode: 0, group: "a", state: "Reconciling", protocolType: "consumer" },
    protocol: "uniform",
    members: [{
      ...{ memberId: "n", instanceId: "i", clientId: "d", host: "/i" },
      assignment: [{ topic: "t", partitions: [1] }],
    }],
  });
  assertEquals(asked[1], ["ConsumerGroupDescribe", ["a"]]);
});

Deno.test("describedGroups() takes the state that is listed where nothing tells more", async () => {
  const share = { group: "s", protocolType: "share", state: "Stable" };
  const { brokers } = broker({
    DescribeGroups: { groups: [dead("s", NOT_FOUND), dead("none", NOT_FOUND)] },
    ConsumerGroupDescribe: { groups: [modern("s", NOT_FOUND), modern("none", NOT_FOUND)] },
    ListGroups: { errorCode: 0, groups: [share] },
  });
  const found = await describedGroups(brokers, 1, ["s", "none"]);
  assertEquals(found.map(({ errorCode, state }) => [errorCode, state]), [
    [0, "Stable"],
    [NOT_FOUND, "Dead"],
  ]);
  const old = broker({ DescribeGroups: { groups: [dead("s")] } }, false);
  const [listed] = await describedGroups(old.brokers, 1, ["s"], { listed: [share] });
  assertEquals([listed.state, listed.protocolType], ["Stable", "share"]);
  const [gone] = await describedGroups(old.brokers, 1, ["s"]);
  assertEquals([gone.state, old.asked.length], ["Dead", 2]);
});
