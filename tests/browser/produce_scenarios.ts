import { assertEquals } from "@std/assert";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import type { Stage } from "./stage.ts";

/** What must be so of the form that writes records, and of what is seen of a record then. */
export function produceScenarios({ lab, scenario, arrive }: Stage): void {
  for (const width of [1280, 390]) {
    scenario(`records must be written one after the other, at ${width} px`, async () => {
      const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "test" });
      const topic = `produce-${crypto.randomUUID()}`;
      try {
        await cluster.createTopic({ name: topic, partitions: 1 });
        await using visitor = await arrive({ width });
        const { page } = visitor;
        await visitor.open(`/topics/${topic}/records`);
        await visitor.unfold("Produce records…");
        await page.locator("#produce-valueForm").selectOption("json");
        await visitor.fill("produce", { key: "ada", value: '{"n": {{seq}}' });
        await page.getByText("fill in").click();
        await visitor.press("Produce");
        await visitor.sees("Value is no JSON", ".fault");
        await visitor.fill("produce", { value: '{"n": {{seq}}}', count: "3" });
        await visitor.press("Produce");
        await visitor.sees("3 records are written", ".notice");
        assertEquals(await page.locator("#records li.made").count(), 3);
        assertEquals(await page.locator("#produce-key").inputValue(), "ada");
        await visitor.assertFits();
        await visitor.assertAccessible();
        await visitor.keep(`produce-${width}`);
        // Loaded again, the page sends nothing again.
        await page.reload();
        await visitor.sees("3 found", ".search");

        await visitor.open(`/topics/${topic}/records/0/2`);
        await visitor.arrives(page.getByRole("link", { name: "Show what it changed" }).click());
        await visitor.sees('"n": 1', ".difference del");
        await visitor.sees('"n": 2', ".difference ins");
        await visitor.assertFits();
        await visitor.assertAccessible();
        await visitor.keep(`difference-${width}`);
        await visitor.arrives(page.getByRole("link", { name: "Edit and produce again…" }).click());
        await visitor.fill("produce", { value: '{"n": 7}' });
        await visitor.press("Produce");
        await visitor.sees("Written to partition 0 at offset 3", ".notice");
        await visitor.open(`/topics/${topic}/records?view=roomy`);
        await visitor.sees('"n": 7', "#records.roomy .preview");
        await visitor.assertFits();
        visitor.assertQuiet(/422/);
      } finally {
        await cluster.deleteTopic(topic).catch(() => {});
        await cluster.close();
      }
    });
  }
}
