import { assertEquals } from "@std/assert";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import type { Stage } from "./stage.ts";

/** What must be seen of groups that are behind. */
export function lagScenarios({ lab, scenario, arrive }: Stage): void {
  for (const width of [1280, 390]) {
    scenario(
      `a group that never read must be told and reset by its row, at ${width} px`,
      async () => {
        const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "test" });
        const [topic, group] = [`lag-${crypto.randomUUID()}`, `late-${crypto.randomUUID()}`];
        try {
          await cluster.createTopic({ name: topic, partitions: 2 });
          for (const partition of [0, 1]) {
            for (let n = 0; n < 3; n++) {
              await cluster.produce(topic, { key: null, value: "v", partition });
            }
          }
          await cluster.resetOffsets(group, { topic, partitions: [0], to: { offset: 2 } });

          await using visitor = await arrive({ width });
          await visitor.open(`/groups?q=${group}`);
          await visitor.sees(group, "#groups");
          await visitor.arrives(visitor.page.getByRole("link", { name: group }).click());
          await visitor.sees("3 never committed", "#summary");
          await visitor.sees(/Behind(> )?\d/, "#summary .stat");
          await visitor.assertFits();
          await visitor.assertAccessible();
          await visitor.keep(`group-behind-${width}`);

          await visitor.arrives(
            visitor.page.getByRole("link", { name: `Reset the offset of ${topic} 0` }).click(),
          );
          await visitor.page.getByLabel("To", { exact: true }).selectOption("shift");
          await visitor.fill("preview-reset", { shift: "-1" });
          await visitor.press("Preview");
          await visitor.assertAccessible();
          await visitor.press("Reset 1 partition");
          await visitor.sees("Offsets of 1 partition are reset", ".notice");
          const { offsets } = await cluster.group(group);
          assertEquals(offsets.map(({ committed, lag }) => [committed, lag]), [[1, 2], [
            undefined,
            3,
          ]]);
          visitor.assertQuiet();
        } finally {
          await cluster.deleteGroup(group).catch(() => {});
          await cluster.deleteTopic(topic).catch(() => {});
          await cluster.close();
        }
      },
    );
  }
}
