import { assert, assertEquals } from "@std/assert";
import type { Browser } from "playwright-core";
import { findBrowser, launchBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

/** The lab that the console shows. */
export interface ShownLab {
  url(name: string, path?: string): string;
  /** The process ids of what runs, by name. */
  pids(): Promise<Map<string, number>>;
}

const PAGES = {
  overview: "/",
  topics: "/topics",
  topic: "/topics/sampleOne",
  records: "/topics/sampleOne/records",
  settings: "/topics/sampleOne/settings",
  groups: "/groups",
  group: "/groups/consumer-Sample-One",
  reset: "/groups/consumer-Sample-One/reset?from=earliest",
  brokers: "/brokers",
  broker: "/brokers/1",
  zookeeper: "/zookeeper",
};

/** What Chromium says when a stream is cut, or a page answers with an error on purpose. */
const CUT = /^Failed to load resource|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/;

/** What must be so in a real browser. */
export function consoleScenarios(lab: ShownLab): void {
  const executable = findBrowser();
  let browser: Browser;

  /** A scenario; reported as ignored, with the reason, where there is no browser. */
  function scenario(name: string, run: () => Promise<void>): void {
    const reason = executable === undefined ? " (skipped: no chromium on PATH)" : "";
    Deno.test({ name: name + reason, ignore: executable === undefined, fn: run });
  }

  function arrive(options?: Parameters<typeof Visitor.arrive>[2]): Promise<Visitor> {
    return Visitor.arrive(browser, new URL(lab.url("console")).origin, options);
  }

  Deno.test.beforeAll(async () => {
    if (executable !== undefined) browser = await launchBrowser(executable);
  });
  Deno.test.afterAll(() => browser?.close());

  scenario(
    "the console must start the producer and the consumer, and show records flow",
    async () => {
      await using visitor = await arrive();
      await visitor.open("/");
      await visitor.unfold("Start producer with…");
      await visitor.fill("start-producer", { rate: "50", keys: "5" });
      await visitor.press("Start producer");
      await visitor.sees("Producer started", ".notice");
      await visitor.page.locator("#consumer summary").click();
      await visitor.press("Start consumer");
      await visitor.sees("Consumer started", ".notice");
      await visitor.sees("started", "#producer-state");
      await visitor.sees("started", "#consumer-state");
      await visitor.sees(/Records in[3-6]\d/, "#figures .stat");
      await visitor.sees(/Consumed[1-9]/, "#ledger .stat");
      await visitor.sees("Healthy", "#health");
      await visitor.page.locator(".uplot canvas").first().waitFor();
      visitor.assertQuiet();
    },
  );

  for (const [name, path] of Object.entries(PAGES)) {
    scenario(`the page ${name} must be accessible, dark and light, and fit a phone`, async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        await using visitor = await arrive({ colorScheme });
        await visitor.open(path);
        await visitor.page.locator("h1").waitFor({ state: "attached" });
        await visitor.assertAccessible();
        await visitor.keep(`${name}-${colorScheme}`);
        visitor.assertQuiet();
      }
      await using phone = await arrive({ width: 390 });
      await phone.open(path);
      await phone.assertFits();
      await phone.keep(`${name}-phone`);
      phone.assertQuiet();
    });
  }

  scenario("every page must be reached by the keyboard", async () => {
    await using visitor = await arrive();
    await visitor.open("/");
    for (const next of ["Topics", "Groups", "Brokers", "ZooKeeper", "Overview"]) {
      const link = visitor.page.getByRole("navigation", { name: "Sections" })
        .getByRole("link", { name: next });
      await link.focus();
      const loaded = visitor.page.waitForNavigation();
      await visitor.page.keyboard.press("Enter");
      await loaded;
      assertEquals(await link.getAttribute("aria-current"), "page");
    }
    await visitor.page.keyboard.press("Tab");
    assertEquals(await visitor.page.locator(":focus").innerText(), "Skip to content");
    visitor.assertQuiet();
  });

  scenario("a topic must be created, changed, grown, filled, read and deleted", async () => {
    await using visitor = await arrive();
    const topic = `browser-${crypto.randomUUID()}`;
    await visitor.open("/topics");
    await visitor.unfold("Create a topic…");
    await visitor.fill("create-topic", {
      name: topic,
      partitions: "2",
      config: "retention.ms=600000",
    });
    await visitor.press("Create topic");
    await visitor.sees(`Topic ${topic} is created`, ".notice");
    await visitor.sees("Partitions2", "#summary .stat");

    await visitor.unfold("Add partitions…");
    await visitor.fill("add-partitions", { total: "3" });
    await visitor.press("Add partitions");
    await visitor.sees("There are 3 partitions now", ".notice");
    await visitor.sees("Partitions3", "#summary .stat");

    await visitor.open(`/topics/${topic}/settings`);
    await visitor.sees("600000", "#settings");
    await visitor.unfold("Change a setting…");
    await visitor.page.locator("#change-config-name").selectOption("retention.ms");
    await visitor.fill("change-config", { value: "700000" });
    await visitor.press("Change setting");
    await visitor.sees("retention.ms is 700000 now", ".notice");
    await visitor.sees("700000", "#settings");

    await visitor.open(`/topics/${topic}/records`);
    await visitor.unfold("Produce a record…");
    await visitor.fill("produce", {
      key: "customer-7",
      value: '{"name":"<b>Ada</b>","id":7}',
      headers: "trace: abc",
    });
    await visitor.press("Produce record");
    await visitor.sees(/Written to partition \d at offset 0/, ".notice");
    await visitor.page.locator("#records summary").first().click();
    await visitor.sees('"name": "<b>Ada</b>"', "#records pre.json");
    await visitor.sees("trace", "#records dd");
    for (const [field, hits] of [["Ada", 1], ["Bob", 0]] as const) {
      await visitor.fill("browse", { value: field });
      await visitor.press("Show records");
      assertEquals(await visitor.page.locator("#records li").count(), hits);
    }

    await visitor.open(`/topics/${topic}/settings`);
    await visitor.unfold("Delete the topic…");
    await visitor.fill("delete-topic", { confirm: "another" });
    await visitor.press("Delete topic and its records");
    await visitor.sees("the name was not typed as it is", ".notice");
    await visitor.fill("delete-topic", { confirm: topic });
    await visitor.press("Delete topic and its records");
    await visitor.sees(`Topic ${topic} is deleted`, ".notice");
    await visitor.open(`/topics?q=${topic}`);
    await visitor.sees("No topic matches the filter.");
    visitor.assertQuiet(CUT);
  });

  scenario("records must appear as they are written, and stop when told to", async () => {
    await using visitor = await arrive();
    await visitor.open("/topics/sampleOne/records?from=latest&limit=1");
    await visitor.page.getByRole("button", { name: "Follow live" }).click();
    await visitor.sees(/[1-9]\d* records shown/, "#tail-state");
    assert(await visitor.page.locator("#records li").count() > 1);
    await visitor.page.getByRole("button", { name: "Stop following" }).click();
    const shown = await visitor.page.locator("#records li").count();
    await visitor.page.waitForTimeout(1_000);
    assertEquals(await visitor.page.locator("#records li").count(), shown);
    visitor.assertQuiet();
  });

  scenario(
    "the consumer must pause and go on, and its lag be seen to grow and shrink",
    async () => {
      await using visitor = await arrive();
      await visitor.open("/");
      await visitor.press("Pause consumer");
      await visitor.sees("paused", "#consumer-state");
      await using group = await arrive();
      await group.open(PAGES.group);
      await group.sees(/Total lag[1-9]\d\d/, "#summary .stat");
      await visitor.press("Resume consumer");
      await visitor.sees("started", "#consumer-state");
      await group.sees(/Total lag\d{1,2}$/, "#summary .stat");
      visitor.assertQuiet();
      group.assertQuiet();
    },
  );

  scenario("offsets must be reset with a preview, and only when the group is empty", async () => {
    await using visitor = await arrive();
    await visitor.open(PAGES.reset);
    await visitor.sees("Kafka takes a reset only while it has no members");
    assertEquals(await visitor.page.locator("#reset").count(), 0);
    await visitor.open("/");
    await visitor.press("Stop consumer");
    await visitor.sees("Consumer stopped", ".notice");
    await visitor.open(PAGES.group);
    await visitor.sees("Empty", "#summary");
    await visitor.open(PAGES.reset);
    await visitor.sees("What it does");
    await visitor.press("Reset 1 partition");
    await visitor.sees("Offsets of 1 partition are reset", ".notice");
    await visitor.open("/");
    await visitor.page.locator("#consumer summary").click();
    await visitor.press("Start consumer");
    await visitor.sees("Consumer started", ".notice");
    visitor.assertQuiet();
  });

  scenario("replicas must move, and preferred leaders be elected", async () => {
    await using visitor = await arrive();
    await visitor.open("/brokers?topic=sampleFour");
    await visitor.fill("move-replicas", { partition: "0", replicas: "3,2,1" });
    await visitor.press("Move replicas");
    await visitor.sees("Replicas of sampleFour/0 are on their way to 3, 2, 1", ".notice");
    await visitor.press("Elect preferred leaders");
    await visitor.sees(/preferred leader/, ".notice");
    await visitor.open("/topics/sampleFour");
    await visitor.sees("3, 2, 1", "#partitions td");
    visitor.assertQuiet();
  });

  scenario("the theme must be chosen and kept", async () => {
    await using visitor = await arrive({ colorScheme: "light" });
    await visitor.open("/");
    await visitor.page.getByRole("button", { name: "Theme: auto" }).click();
    await visitor.page.getByRole("button", { name: "Theme: light" }).click();
    await visitor.open("/topics");
    await visitor.page.getByRole("button", { name: "Theme: dark" }).waitFor();
    assertEquals(await visitor.page.locator("html").getAttribute("data-theme"), "dark");
    visitor.assertQuiet();
  });

  scenario("without scripts, pages must be read and forms be sent", async () => {
    await using visitor = await arrive({ javaScriptEnabled: false });
    for (const path of Object.values(PAGES)) {
      await visitor.open(path);
      assertEquals(await visitor.page.locator("h1").count(), 1, path);
    }
    await visitor.open("/brokers");
    await visitor.press("Elect preferred leaders");
    await visitor.sees(/preferred leader/, ".notice");
    visitor.assertQuiet();
  });

  scenario("a broker's death and recovery must be seen on the page", async () => {
    await using visitor = await arrive();
    await visitor.open("/");
    await visitor.sees("Healthy", "#health");
    // One that hangs stays away until it is killed; one that is killed is back in a moment.
    const pid = (await lab.pids()).get("kafka2")!;
    Deno.kill(pid, "SIGSTOP");
    try {
      await visitor.sees(/kafka2.*down/, "#nodes tr", 60_000);
      await visitor.sees("1 broker down: 2", "#health");
      await visitor.keep("broker-down");
    } finally {
      Deno.kill(pid, "SIGKILL");
    }
    await visitor.sees(/kafka2.*up/, "#nodes tr", 60_000);
    await visitor.sees("Healthy", "#health", 60_000);
    visitor.assertQuiet();
  });

  scenario("without any broker, pages must say so, and come back by themselves", async () => {
    await using overview = await arrive();
    await using topics = await arrive();
    await overview.open("/");
    await topics.open("/topics");
    const pids = await lab.pids();
    for (const name of ["kafka1", "kafka2", "kafka3"]) Deno.kill(pids.get(name)!, "SIGKILL");
    await overview.sees("Broken", "#health");
    await topics.page.locator("#trouble:visible").waitFor();
    await topics.open("/topics");
    await topics.sees("Service Unavailable", "h1");
    await topics.keep("kafka-down");
    await topics.sees("sampleOne", "#topics", 60_000);
    await overview.sees("Healthy", "#health", 60_000);
    overview.assertQuiet(CUT);
    topics.assertQuiet(CUT);
  });
}
