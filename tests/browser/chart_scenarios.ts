import { assertEquals, assertMatch } from "@std/assert";
import type { Stage } from "./stage.ts";

/** What charts must show of the past. */
export function chartScenarios({ scenario, arrive }: Stage): void {
  for (const width of [1280, 390]) {
    scenario(`charts must show more of the past, at ${width} px`, async () => {
      await using visitor = await arrive({ width });
      const plot = visitor.page.locator("#chart-latency");
      await visitor.open("/");
      assertEquals(await plot.getAttribute("data-span"), "300");
      for (const name of ["90 minutes", "Latency log"]) {
        const link = visitor.page.getByRole("link", { name, exact: true });
        await visitor.arrives(link.click());
        assertEquals(await link.getAttribute("aria-current"), "true");
      }
      assertMatch(visitor.page.url(), /span=90m&scale=log/);
      assertEquals(await plot.getAttribute("data-span"), "5400");
      await visitor.page.locator("#chart-latency[data-scale=log][aria-description*='p99 ']")
        .waitFor();
      await visitor.sees(/\d ms|\d s/, "#chart-latency .u-legend");
      await visitor.assertFits();
      await visitor.assertAccessible();
      await visitor.keep(`charts-long-${width}`);
      for (const path of ["/topics/sampleOne?span=20m", "/groups/consumer-Sample-One?span=20m"]) {
        await visitor.open(path);
        await visitor.page.locator(".plot[data-span='1200'] canvas").waitFor();
        await visitor.page.locator(".plot[aria-description*='Now: ']").waitFor();
        await visitor.assertFits();
        await visitor.assertAccessible();
      }
      visitor.assertQuiet();
    });
  }
}
