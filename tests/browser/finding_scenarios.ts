import { assert } from "@std/assert";
import { GROUP, type Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

/** Waits until the keys that open the search do so. */
async function listens({ page }: Visitor): Promise<void> {
  await page.locator("#finder[aria-keyshortcuts]").waitFor();
}

/** What must be so of the ways to what somebody looks for. */
export function findingScenarios({ scenario, arrive }: Stage): void {
  for (const width of [1280, 390]) {
    scenario(`everything must be found by one search, at ${width} px`, async () => {
      await using visitor = await arrive({ width });
      const { page } = visitor;
      await visitor.open("/brokers");
      await listens(visitor);
      if (width === 390) await page.getByRole("link", { name: "Search" }).click();
      else await page.keyboard.press("Control+k");
      await page.locator("dialog input:focus").waitFor();
      await page.keyboard.type("samplet");
      await visitor.sees("sampleTwo", "dialog");
      await visitor.assertAccessible();
      await visitor.keep(`search-${width}`);
      await page.keyboard.press("ArrowDown");
      await visitor.arrives(page.keyboard.press("Enter"));
      assert(/\/topics\/sampleT\w+\/records$/.test(page.url()), page.url());

      await listens(visitor);
      await page.keyboard.press("/");
      await page.locator("dialog input:focus").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("/");
      await page.locator("dialog input").fill("sample-one");
      await visitor.arrives(page.keyboard.press("Enter"));
      assert(page.url().endsWith(GROUP), page.url());
      visitor.assertQuiet();
    });

    scenario(`lists must be filtered while one types, at ${width} px`, async () => {
      await using visitor = await arrive({ width });
      const { page } = visitor;
      await visitor.open("/topics");
      await page.locator("#filter").pressSequentially("sampleth");
      await page.locator("#topics tbody tr").nth(1).waitFor({ state: "detached" });
      await visitor.sees("sampleThree", "#topics");
      assert(page.url().endsWith("/topics?q=sampleth"), page.url());
      await page.locator("#filter").fill("nothing-like-it");
      await visitor.sees("No topic matches the filter.", "#topics");
      await page.locator("#filter").fill("");
      await visitor.sees("sampleTwo", "#topics");
      await visitor.assertFits();
      visitor.assertQuiet();
    });
  }

  scenario("a favourite must be kept, with and without scripts", async () => {
    for (const javaScriptEnabled of [true, false]) {
      await using visitor = await arrive({ javaScriptEnabled, width: 390 });
      const { page } = visitor;
      await visitor.open(GROUP);
      await visitor.press("Favourite");
      await visitor.sees("is a favourite", ".notice");
      await visitor.open("/search");
      const link = page.getByRole("navigation", { name: "Favourites" }).getByRole("link");
      await visitor.arrives(link.click());
      assert(page.url().endsWith(GROUP), page.url());
      await visitor.press("Favourite");
      await visitor.sees("is no favourite any more", ".notice");
    }
  });

  scenario("a list must be short on a phone", async () => {
    await using visitor = await arrive({ width: 390 });
    // The lab's own, which have the columns of a lab that has no others.
    await visitor.open("/topics?q=sample");
    const rows = visitor.page.locator("#topics tbody tr");
    for (const row of await rows.all()) {
      const { height } = (await row.boundingBox())!;
      // A topic took 280 px when each of its cells had a line.
      assert(height < 95, `${await row.innerText()} is ${height} px high`);
    }
  });

  scenario("without scripts, everything must be found too", async () => {
    await using visitor = await arrive({ javaScriptEnabled: false });
    await visitor.open("/");
    await visitor.arrives(visitor.page.getByRole("link", { name: "Search" }).click());
    await visitor.page.locator("#finder-text").fill("retention.ms");
    await visitor.press("Search");
    await visitor.sees("log.retention.ms", "#found");
  });
}
