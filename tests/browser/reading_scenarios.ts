import { assert, assertEquals } from "@std/assert";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import type { ClusterClient } from "../../kafka/cluster/cluster_client.ts";
import type { Stage } from "./stage.ts";

/** How many records the topic holds that is read. */
const RECORDS = 30;

/** What must be so where records are searched, followed and copied. */
export function readingScenarios({ lab, scenario, arrive }: Stage): void {
  /** A scenario on a topic of its own, whose records are cities and numbers. */
  function reading(
    name: string,
    read: (width: number, topic: string, cluster: ClusterClient) => Promise<void>,
  ): void {
    for (const width of [1280, 390]) {
      scenario(`${name}, at ${width} px`, async () => {
        const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "test" });
        const topic = `read-${crypto.randomUUID()}`;
        try {
          await cluster.createTopic({ name: topic, partitions: 1 });
          await cluster.produceAll(
            topic,
            Array.from({ length: RECORDS }, (_, n) => ({
              key: `k-${n}`,
              value: JSON.stringify({ n, city: n % 10 === 0 ? "Lagos" : "Oslo" }),
            })),
          );
          await read(width, topic, cluster);
        } finally {
          await cluster.deleteTopic(topic).catch(() => {});
          await cluster.close();
        }
      });
    }
  }

  reading("records must be found by what is seen, and by conditions", async (width, topic) => {
    await using visitor = await arrive({ width });
    const { page } = visitor;
    const finds = async (fields: Record<string, string>, found: number) => {
      await visitor.fill("browse", { value: "", where: "", limit: "", ...fields });
      await visitor.press("Show records");
      await visitor.sees(`${found} found`, ".search");
      assertEquals(await page.locator("#records > li").count(), found);
    };
    await visitor.open(`/topics/${topic}/records`);
    // On a phone the form fills the window, and leads past itself.
    const past = page.getByRole("link", { name: "To the records" });
    assertEquals(await past.isVisible(), width === 390);
    if (width === 390) await past.click();
    await finds({ value: '"city": "Lagos"' }, 3);
    await finds({ value: "lagos" }, 0);
    await page.getByText("upper and lower case are the same").click();
    await finds({ value: "lagos" }, 3);
    await page.getByText("those that do not contain it").click();
    await finds({ value: "lagos" }, 27);

    await visitor.open(`/topics/${topic}/records`);
    await finds({ where: 'value.city == "Lagos" && offset > 5' }, 2);
    await visitor.fill("browse", { where: "value.(" });
    await visitor.press("Show records");
    await visitor.sees("is no condition", ".fault");
    await visitor.assertAccessible();

    // What is seen in an open record is added to the conditions.
    await visitor.open(`/topics/${topic}/records?where=offset+%3E+5`);
    await page.locator("#records summary").first().click();
    await visitor.arrives(page.getByRole("link", { name: 'value.city == "Oslo"' }).click());
    await visitor.sees("22 found", ".search");
    assertEquals(
      await page.locator("#browse-where").inputValue(),
      'offset > 5 && value.city == "Oslo"',
    );
    await visitor.assertFits();
    await visitor.assertAccessible();
    await visitor.keep(`conditions-${width}`);

    // Its place is in the address.
    await visitor.open(`/topics/${topic}/records?limit=20`);
    await visitor.arrives(page.getByRole("link", { name: "Older" }).click());
    await visitor.sees("10 found; that is all there is", ".search");
    assert(page.url().includes("at=0%3A10"), page.url());
    visitor.assertQuiet();
  });

  reading("records must be followed while one of them is read", async (width, topic, cluster) => {
    await using visitor = await arrive({ width });
    const { page } = visitor;
    const write = (value: string) => cluster.produce(topic, { key: null, value });
    await visitor.open(`/topics/${topic}/records?limit=5`);
    await page.getByRole("button", { name: "Follow live" }).click();
    await visitor.sees("Waiting for records", "#tail-state");
    // The stream is open some time after the button says so: what is written until then is not seen.
    let written = 0;
    while (await page.locator("#records > li").count() === 5) {
      await write(`first ${written++}`);
      await page.waitForTimeout(200);
    }
    const opened = page.locator("#records > li").nth(0);
    await opened.locator("summary").click();
    await opened.locator(".parts").waitFor();
    const before = await page.locator("#records > li").count();
    await write("waits");
    await page.locator("#tail-new:visible").waitFor();
    assertEquals(await page.locator("#records > li").count(), before);
    await visitor.assertAccessible();
    await visitor.assertFits();
    await visitor.keep(`tail-${width}`);
    await page.locator("#tail-new").click();
    await visitor.sees("waits", "#records > li .preview");
    assertEquals(await page.locator("#records details[open]").count(), 1);
    visitor.assertQuiet();
  });

  reading("a record's parts must be copied and downloaded", async (width, topic) => {
    await using visitor = await arrive({ width });
    const { page } = visitor;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await visitor.open(`/topics/${topic}/records/0/7`);
    for (
      const [name, text] of [["Value", '{"n":7,"city":"Oslo"}'], ["Key", "k-7"]] as const
    ) {
      await page.getByRole("button", { name, exact: true }).click();
      await visitor.sees(`${name} copied`, "#copied");
      assertEquals(await page.evaluate("navigator.clipboard.readText()"), text);
    }
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "JSON line", exact: true }).click(),
    ]);
    assertEquals(download.suggestedFilename(), `${topic}-0-7-record.jsonl`);
    await visitor.assertFits();
    await visitor.assertAccessible();
    visitor.assertQuiet();
  });

  for (const width of [1280, 390]) {
    scenario(`records must be searched over several topics, at ${width} px`, async () => {
      const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "test" });
      const prefix = `many-${crypto.randomUUID()}`;
      const topics = [`${prefix}-a`, `${prefix}-b`];
      try {
        for (const name of topics) {
          await cluster.createTopic({ name, partitions: 1 });
          await cluster.produce(name, { key: "k", value: `needle in ${name}` });
        }
        await using visitor = await arrive({ width });
        await visitor.open("/records");
        await visitor.fill("search-records", { topics: `${prefix}-*`, value: "needle" });
        await visitor.press("Search records");
        await visitor.sees("2 found; that is all there is", ".search");
        for (const name of topics) await visitor.sees(`needle in ${name}`, "#records > li");
        await visitor.assertFits();
        await visitor.assertAccessible();
        await visitor.fill("save-search", { name: "needles" });
        await visitor.press("Favourite");
        await visitor.sees("needles is a favourite", ".notice");
        await visitor.keep(`search-topics-${width}`);
        await visitor.open("/records");
        await visitor.arrives(visitor.page.getByRole("link", { name: "needles" }).click());
        await visitor.sees("2 found", ".search");

        await visitor.open("/chosen-topics");
        await visitor.page.locator("#filter").fill(prefix);
        await visitor.press("Filter");
        for (const name of topics) await visitor.page.getByLabel(name, { exact: true }).check();
        await visitor.press("Go on with these…");
        await visitor.unfold("Delete them…");
        await visitor.assertAccessible();
        await visitor.assertFits();
        await visitor.fill("delete-chosen", { confirm: "2 topics" });
        await visitor.press("Delete 2 topics and their records");
        await visitor.sees("2 topics are deleted", ".notice");
        visitor.assertQuiet();
      } finally {
        for (const name of topics) await cluster.deleteTopic(name).catch(() => {});
        await cluster.close();
      }
    });
  }
}
