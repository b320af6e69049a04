import { assertEquals, assertMatch } from "@std/assert";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import type { Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

/** The pictures of the map, by the width of the window that shows them. */
const PICTURES = { 1280: ".map-wide", 390: ".map-narrow" } as const;

/** What must be seen on the map. */
export function mapScenarios({ lab, scenario, arrive }: Stage): void {
  for (const width of [1280, 390] as const) {
    const picture = PICTURES[width];

    scenario(`the map must show who writes and who reads, at ${width} px`, async () => {
      await using visitor = await arrive({ width });
      await visitor.open("/map");
      for (const name of [/^producer: /, /^sampleOne: [45]\d\/s in/, /^consumer: .*1 member/]) {
        await visitor.page.locator(picture).getByRole("link", { name }).waitFor();
      }
      assertEquals(
        await visitor.page.locator(`${picture} .arrow.flow .drops`).count() >= 2,
        true,
      );
      await visitor.page.getByRole("link", { name: /^kafka1: leads \d+ partitions/ }).waitFor();
      await visitor.assertFits();
      await visitor.assertAccessible();
      await visitor.keep(`map-${width}`);

      await visitor.unfold("The map in words");
      await visitor.sees(/consumer: .*From sampleOne \([45]\d\/s\)/, "#map-words li");
      await visitor.assertFits();
      await visitor.assertAccessible();

      await visitor.page.locator(picture).getByRole("link", { name: /^sampleOne: / }).focus();
      await visitor.arrives(visitor.page.keyboard.press("Enter"));
      await visitor.sees("sampleOne", "h1");
      visitor.assertQuiet();
    });
  }

  scenario("the map must stand still where motion is unwanted", async () => {
    await using visitor = await arrive();
    const motion = () => visitor.styleOf(".map-wide .drops", "animationName");
    await visitor.open("/map");
    assertEquals(await motion(), "drops");
    await visitor.page.emulateMedia({ reducedMotion: "reduce" });
    assertEquals(await motion(), "none");
    visitor.assertQuiet();
  });

  scenario("the map must show the topics that are asked for", async () => {
    const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "test" });
    const topic = `map-${crypto.randomUUID()}`;
    try {
      await cluster.createTopic({ name: topic, partitions: 3 });
      await using visitor = await arrive();
      await visitor.open("/map");
      await visitor.page.getByRole("searchbox").fill(topic);
      await visitor.press("Filter");
      const card = visitor.page.locator(".map-wide").getByRole("link", { name: topic });
      await card.waitFor();
      assertMatch((await card.getAttribute("aria-label"))!, /3 partitions/);
      assertEquals(await visitor.page.locator(".map-wide .topic").count(), 1);
      visitor.assertQuiet();
    } finally {
      await cluster.deleteTopic(topic).catch(() => {});
      await cluster.close();
    }
  });
}

/** On the map, a broker that was killed must be gone, and its partitions be led by others. */
export async function seesBrokerGo(visitor: Visitor, broker: string): Promise<void> {
  const { page } = visitor;
  await page.locator(".map-wide").getByRole("link", { name: new RegExp(`^${broker}: gone for`) })
    .waitFor();
  await page.locator(".map-wide .arrow.move").first().waitFor({ state: "attached" });
  await page.locator(".map-wide .chip.news").first().waitFor({ state: "attached" });
  await visitor.assertAccessible();
  await visitor.keep("map-broker-down");
  visitor.assertQuiet();
}
