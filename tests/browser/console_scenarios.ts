import { assert, assertEquals } from "@std/assert";
import type { Browser } from "playwright-core";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import { eventually } from "../lab.ts";
import { ownLetters, writeLetters } from "../kafka/dead_letters.ts";
import { writeChaosRun } from "../chaos_run.ts";
import { actionScenarios } from "./action_scenarios.ts";
import { clockScenarios } from "./clock_scenarios.ts";
import { findingScenarios } from "./finding_scenarios.ts";
import { findBrowser, launchBrowser } from "./browser.ts";
import { lagScenarios } from "./lag_scenarios.ts";
import { letterScenarios } from "./letter_scenarios.ts";
import { chartScenarios } from "./chart_scenarios.ts";
import { mapScenarios, seesBrokerGo } from "./map_scenarios.ts";
import { settingScenarios } from "./setting_scenarios.ts";
import { produceScenarios } from "./produce_scenarios.ts";
import { readingScenarios } from "./reading_scenarios.ts";
import { CUT, GROUP, LETTERS, type ShownLab, type Stage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const PAGES = {
  overview: "/",
  map: "/map",
  topics: "/topics",
  topic: "/topics/sampleOne",
  records: "/topics/sampleOne/records",
  record: `/topics/${LETTERS}/records/0/0`,
  settings: "/topics/sampleOne/settings",
  groups: "/groups",
  group: GROUP,
  "dead-letters": "/dead-letters",
  letters: `/dead-letters/${LETTERS}`,
  letter: `/dead-letters/${LETTERS}/0/0`,
  redrive: `/dead-letters/${LETTERS}/redrive`,
  reset: `${GROUP}/reset?from=earliest`,
  functions: "/functions",
  clock: "/clock",
  search: "/search?q=sample",
  brokers: "/brokers",
  broker: "/brokers/1",
  zookeeper: "/zookeeper",
  chaos: "/chaos",
  scenario: "/chaos/leader-kill",
};

/** What must be so in a real browser. */
export function consoleScenarios(lab: ShownLab): void {
  const executable = findBrowser();
  let browser: Browser;

  /**
   * A scenario, which finds records flowing; reported as ignored, with the reason, where there is no
   * browser.
   */
  function scenario(name: string, run: () => Promise<void>): void {
    const reason = executable === undefined ? " (skipped: no chromium on PATH)" : "";
    Deno.test({
      name: name + reason,
      ignore: executable === undefined,
      async fn() {
        await call(lab, "producer", "/start_producer?topic=sampleOne&rate=50&keys=5");
        await call(lab, "consumer", "/start_consumer?wait=assigned");
        await run();
      },
    });
  }

  function arrive(...[options]: Parameters<Stage["arrive"]>): Promise<Visitor> {
    return Visitor.arrive(browser, new URL(lab.url("console")).origin, options);
  }

  Deno.test.beforeAll(async () => {
    if (executable === undefined) return;
    browser = await launchBrowser(executable);
    await writeLetters(lab.brokers, LETTERS, 2, ownLetters("sampleOne", 30));
    await writeChaosRun(lab.brokers);
  });
  Deno.test.afterAll(() => browser?.close());

  scenario(
    "the console must start the producer and the consumer, and show records flow",
    async () => {
      await call(lab, "producer", "/stop_producer");
      await call(lab, "consumer", "/stop_consumer");
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
      await visitor.arrives(visitor.page.keyboard.press("Enter"));
      assertEquals(await link.getAttribute("aria-current"), "page");
    }
    await visitor.page.keyboard.press("Tab");
    assertEquals(await visitor.page.locator(":focus").innerText(), "Skip to content");
    visitor.assertQuiet();
  });

  scenario("records must appear as they are written, and stop when told to", async () => {
    await using visitor = await arrive();
    await visitor.open("/topics/sampleOne/records?from=latest&limit=1");
    await visitor.page.getByRole("button", { name: "Follow live" }).click();
    await visitor.sees(/[1-9]\d* records shown/, "#tail-state");
    assert(await visitor.page.locator("#records li").count() > 1);
    await visitor.page.getByRole("button", { name: "Stop following" }).click();
    const shown = await visitor.page.locator("#records li").count();
    await grows(lab, "sampleOne", 50);
    assertEquals(await visitor.page.locator("#records li").count(), shown);
    visitor.assertQuiet();
  });

  scenario("the producer must stop, and what flows be seen to end", async () => {
    await using visitor = await arrive();
    await visitor.open("/");
    await visitor.press("Stop producer");
    await visitor.sees("Producer stopped", ".notice");
    await visitor.sees("stopped", "#producer-state");
    await visitor.sees(/Records in0/, "#figures .stat");
    await visitor.unfold("Start producer with…");
    await visitor.fill("start-producer", { rate: "50", keys: "5" });
    await visitor.press("Start producer");
    await visitor.sees(/Records in[3-6]\d/, "#figures .stat");
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
      await group.open(GROUP);
      await group.sees(/Total lag[1-9]\d\d/, "#summary .stat");
      await visitor.press("Resume consumer");
      await visitor.sees("started", "#consumer-state");
      await group.sees(/Total lag\d{1,2}$/, "#summary .stat");
      visitor.assertQuiet();
      group.assertQuiet();
    },
  );

  actionScenarios({ lab, scenario, arrive });
  clockScenarios({ lab, scenario, arrive });
  findingScenarios({ lab, scenario, arrive });
  produceScenarios({ lab, scenario, arrive });
  readingScenarios({ lab, scenario, arrive });
  settingScenarios({ lab, scenario, arrive });
  chartScenarios({ lab, scenario, arrive });
  mapScenarios({ lab, scenario, arrive });
  lagScenarios({ lab, scenario, arrive });
  letterScenarios({ lab, scenario, arrive });

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
    await using map = await arrive();
    await map.open("/map");
    await visitor.open("/");
    await visitor.sees("Healthy", "#health");
    // One that hangs stays away until it is killed; one that is killed is back in a moment.
    const pid = (await lab.pids()).get("kafka2")!;
    Deno.kill(pid, "SIGSTOP");
    try {
      await visitor.sees(/kafka2.*down/, "#nodes tr", 60_000);
      await visitor.sees("1 broker down: 2", "#health");
      await visitor.sees("kafka2 gone", "#happened li");
      await visitor.sees(/\d+ leaders? moved/, "#happened li");
      await visitor.keep("broker-down");
      await seesBrokerGo(map, "kafka2");
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

/** Calls a function, which must say that all is well. */
async function call(lab: ShownLab, name: string, path: string): Promise<void> {
  const response = await fetch(lab.url(name, path), { method: "POST" });
  assertEquals(response.status, 200, await response.text());
}

/** Waits until so many more records are in a topic than now. */
async function grows({ brokers }: Pick<ShownLab, "brokers">, topic: string, records: number) {
  const cluster = kafkaCluster({ brokers, clientId: "scenario" });
  try {
    const end = async () => {
      const ends = (await cluster.endOffsets([topic])).get(topic) ?? [];
      return ends.reduce((sum: number, one) => sum + (one ?? 0), 0);
    };
    const before = await end();
    await eventually("records are written", async () => await end() >= before + records);
  } finally {
    await cluster.close();
  }
}
