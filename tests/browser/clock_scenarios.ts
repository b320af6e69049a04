import { assertEquals } from "@std/assert";
import { LETTERS, type Stage } from "./stage.ts";

const RECORD = `/topics/${LETTERS}/records`;

/** What must be so of the times that pages show. */
export function clockScenarios({ scenario, arrive }: Stage): void {
  scenario("times must be in the zone of the browser, or in one that is chosen", async () => {
    await using visitor = await arrive({ timezoneId: "Asia/Tokyo" });
    const shown = async () => {
      await visitor.page.locator(".bottom", { hasText: "Times in" }).waitFor();
      const time = visitor.page.locator("#records time").first();
      const at = Date.parse((await time.getAttribute("datetime"))!);
      return (Date.parse(`${(await time.innerText()).replace(" ", "T")}Z`) - at) / 60_000;
    };
    // The first page came before the console knew the zone, and the second one after.
    for (const _ of ["first", "second"]) {
      await visitor.open(RECORD);
      await visitor.sees("Times in Asia/Tokyo", ".bottom");
      assertEquals(await shown(), 540);
    }
    await visitor.page.locator("#records time").first().hover();
    assertEquals(
      /ago|now/.test((await visitor.page.locator("#records time[title]").getAttribute("title"))!),
      true,
    );

    await visitor.open("/clock");
    await visitor.assertAccessible();
    await visitor.keep("clock");
    await visitor.press(/^UTC/);
    await visitor.sees("Times are shown in UTC", ".notice");
    await visitor.open(RECORD);
    await visitor.sees("Times in UTC", ".bottom");
    assertEquals(await shown(), 0);

    await visitor.open("/clock");
    await visitor.fill("clock", { zone: "America/Caracas" });
    await visitor.press("Show times in this zone");
    await visitor.open(RECORD);
    assertEquals(await shown(), -240);
    visitor.assertQuiet();
  });

  scenario("without scripts, the zone must be chosen too", async () => {
    await using visitor = await arrive({ javaScriptEnabled: false, width: 390 });
    await visitor.open("/clock");
    await visitor.fill("clock", { zone: "Asia/Tokyo" });
    await visitor.press("Show times in this zone");
    await visitor.open(RECORD);
    await visitor.sees("Times in Asia/Tokyo", ".bottom");
    await visitor.assertFits();
  });
}
