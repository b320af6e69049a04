import type { Stage } from "./stage.ts";

/** What must happen with settings where they stand. */
export function settingScenarios({ scenario, arrive }: Stage): void {
  for (const width of [1280, 390]) {
    scenario(`a setting must be changed where it stands, at ${width} px`, async () => {
      await using visitor = await arrive({ width });
      await visitor.open("/topics/sampleFour/settings?q=segment.ms");
      await visitor.sees("7d", "#settings");
      await visitor.arrives(
        visitor.page.getByRole("link", { name: "Change segment.ms", exact: true }).click(),
      );
      await visitor.sees("back to the default, 604800000 (7d)", "main");
      await visitor.assertFits();
      await visitor.assertAccessible();
      await visitor.keep(`change-setting-${width}`);
      await visitor.fill("change-config", { value: "2 d" });
      await visitor.press("Change setting");
      await visitor.sees("segment.ms is 172800000 now", ".notice");

      await visitor.open("/topics/sampleFour/settings?edit=segment.ms");
      await visitor.fill("change-config", { value: "" });
      await visitor.press("Change setting");
      await visitor.sees("segment.ms is back at its default", ".notice");
      visitor.assertQuiet();
    });
  }
}
