import { assert, assertEquals } from "@std/assert";
import { eventually } from "../lab.ts";
import type { Stage } from "./stage.ts";

/** What must happen with settings where they stand. */
export function settingScenarios({ scenario, arrive }: Stage): void {
  for (const [width, javaScriptEnabled] of [[1280, true], [390, true], [390, false]] as const) {
    const how = `at ${width} px${javaScriptEnabled ? "" : " without scripts"}`;
    scenario(`a setting must be changed in its row, ${how}`, async () => {
      await using visitor = await arrive({ width, javaScriptEnabled });
      const { page } = visitor;
      const edit = () => page.getByRole("link", { name: "Change segment.ms", exact: true }).click();
      const row = page.locator("#settings tr").filter({ hasText: "segment.ms" });
      // Few rows, all of which are seen at once.
      await visitor.open("/topics/sampleFour/settings?q=segment");
      const before = await row.locator("td").first().boundingBox();
      await edit();
      const value = row.getByLabel("Value of segment.ms");
      assertEquals(await value.inputValue(), "7d");
      await row.getByText("back to the default, 604800000 (7d)").waitFor();
      if (javaScriptEnabled) {
        // Nothing else moves, and the next key goes where it is expected.
        const { x, y } = before!;
        await eventually("its row stays where it is", async () => {
          const box = (await row.locator("td").first().boundingBox())!;
          return Math.abs(box.x - x) + Math.abs(box.y - y) < 2;
        });
        await page.locator("#change-config-value:focus").waitFor();
        await page.keyboard.press("Escape");
        await value.waitFor({ state: "detached" });
        await edit();
        await visitor.assertAccessible();
        await visitor.assertFits();
        await visitor.keep(`change-setting-${width}`);
      }
      await value.fill("soon");
      await visitor.press("Change setting");
      await row.getByText("Invalid value soon").waitFor();
      assertEquals(await value.inputValue(), "soon");
      await value.fill("2 d");
      await visitor.press("Change setting");
      await visitor.sees("segment.ms is 172800000 now", ".notice");
      await row.getByText("2d").waitFor();
      // The page is as it was looked at.
      assert(page.url().includes("?q=segment"), page.url());
      await edit();
      await value.fill("");
      await visitor.press("Change setting");
      await visitor.sees("segment.ms is back at its default", ".notice");
      visitor.assertQuiet(/422|400/);
    });
  }
}
