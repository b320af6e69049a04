import { assertEquals } from "@std/assert";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import { createKafka } from "../../../kafka/client/client.ts";
import { eventually, type Lab } from "../../lab.ts";
import { clusterScenario, mustRefuse, ownTopic } from "./cluster_stage.ts";

/** What the console must see of a group, and do to it. */
export function groupScenarios(lab: Lab): void {
  const scenario = clusterScenario(lab);

  scenario("must show a group, and reset and delete it only once it is empty", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    const group = `${topic}-group`;
    for (const partition of [0, 1]) {
      for (const value of ["a", "b"]) await cluster.produce(topic, { key: null, value, partition });
    }
    await mustRefuse(cluster.group(group), "noGroup");

    const consumer = createKafka({ brokers: lab.brokers, clientId: "scenario" }).consumer({
      groupId: group,
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: () => Promise.resolve() });
      const detail = await eventually("the group has consumed everything", async () => {
        const detail = await cluster.group(group);
        const isDone = detail.offsets.length === 2 && detail.offsets.every(({ lag }) => lag === 0);
        return isDone && detail;
      });
      const [member] = detail.members;
      assertEquals([detail.state, detail.members.length], ["Stable", 1]);
      assertEquals(member.assignment, [{ topic, partitions: [0, 1] }]);
      assertEquals(
        detail.offsets.map(({ committed, endOffset, memberId }) => (
          { committed, endOffset, memberId }
        )),
        Array(2).fill({ committed: 2, endOffset: 2, memberId: member.memberId }),
      );
      const preview = await cluster.previewReset(group, { to: "earliest" });
      assertEquals(preview.possible, false);
      await mustRefuse(cluster.resetOffsets(group, { to: "earliest" }), "conflict");
      await mustRefuse(cluster.deleteGroup(group), "conflict", "NON_EMPTY_GROUP");
    } finally {
      await consumer.disconnect();
    }

    await eventually(
      "the group is empty",
      async () => (await cluster.group(group)).state === "Empty",
    );
    const steps = async (
      act: "previewReset" | "resetOffsets",
      target: Parameters<ClusterClient["previewReset"]>[1],
    ) =>
      (await cluster[act](group, target)).steps.map((
        { partition, from, to },
      ) => [partition, from, to]);
    assertEquals(await steps("previewReset", { to: "earliest" }), [[0, 2, 0], [1, 2, 0]]);
    assertEquals((await cluster.group(group)).offsets.map(({ lag }) => lag), [0, 0]);
    assertEquals(await steps("resetOffsets", { topic, partitions: [1], to: { offset: 1 } }), [
      [1, 2, 1],
    ]);
    assertEquals((await cluster.group(group)).offsets.map(({ lag }) => lag), [0, 1]);
    assertEquals(await steps("resetOffsets", { to: { time: 0 } }), [[0, 2, 0], [1, 1, 0]]);
    const listed = (await cluster.groups()).groups.find((summary) => summary.group === group);
    assertEquals([listed?.state, listed?.members, listed?.topics, listed?.totalLag], [
      ...["Empty", 0, [topic], 4],
    ]);
    await mustRefuse(
      cluster.previewReset(group, { topic, partitions: [9], to: "latest" }),
      "noPartition",
    );

    const heir = `heir-${crypto.randomUUID()}`;
    await cluster.resetOffsets(heir, { to: { group } });
    assertEquals((await cluster.group(heir)).offsets.map(({ committed }) => committed), [0, 0]);
    await cluster.resetOffsets(heir, { topic, partitions: [1], to: { shift: 1 } });
    assertEquals((await cluster.group(heir)).offsets.map(({ committed }) => committed), [0, 1]);
    await cluster.deleteGroup(heir);

    const partial = `partial-${crypto.randomUUID()}`;
    await cluster.resetOffsets(partial, { topic, partitions: [0], to: "latest" });
    const { totalLag, neverCommitted } = (await cluster.groups()).groups
      .find((summary) => summary.group === partial)!;
    assertEquals([totalLag, neverCommitted], [2, 2]);
    assertEquals((await cluster.group(partial)).offsets.map(({ lag }) => lag), [0, 2]);
    await cluster.deleteGroup(partial);

    await cluster.deleteGroup(group);
    await mustRefuse(cluster.group(group), "noGroup");
    await mustRefuse(cluster.deleteGroup(group), "noGroup", "GROUP_ID_NOT_FOUND");
  });
}
