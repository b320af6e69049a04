import { assertEquals } from "@std/assert";
import { listLetters } from "../../kafka/letters/reading/letter_list.ts";
import { ownLetters, writeLetters } from "../kafka/dead_letters.ts";
import type { Stage } from "./stage.ts";

/** What must happen with dead letters by the console's forms. */
export function letterScenarios({ lab, scenario, arrive }: Stage): void {
  scenario("dead letters must be found by their error, redriven and discarded", async () => {
    const topic = `letters-${crypto.randomUUID()}.dlq`;
    await writeLetters(lab.brokers, topic, 1, ownLetters("sampleTwo", 5));
    await using visitor = await arrive();
    await visitor.open("/dead-letters");
    await visitor.arrives(visitor.page.getByRole("link", { name: topic, exact: true }).click());
    await visitor.arrives(
      visitor.page.getByRole("link", { name: "Error: no such customer #" }).click(),
    );
    await visitor.sees("5 letters as asked for", "main");

    await visitor.arrives(
      visitor.page.getByRole("link", { name: "0/3", exact: true }).last().click(),
    );
    await visitor.sees("Error: no such customer 3", "main");
    await visitor.arrives(visitor.page.getByRole("link", { name: "Discard…" }).click());
    await visitor.press("Discard 1 letter");
    await visitor.sees("1 letter is discarded", ".notice");

    await visitor.press("Redrive the chosen…");
    await visitor.sees("must be chosen: none was", "main");
    await visitor.page.goBack();
    for (const place of ["0/0", "0/1", "0/2"]) {
      await visitor.page.getByLabel(`Choose letter ${place}`).check();
    }
    await visitor.press("Redrive the chosen…");
    await visitor.press("Redrive 3 letters");
    await visitor.sees("3 letters are redriven", ".notice");
    const { letters } = await listLetters({ brokers: lab.brokers, clientId: "test" }, topic);
    assertEquals(letters.map(({ record: { offset } }) => offset), [4]);
    visitor.assertQuiet();
  });

  for (const width of [1280, 390]) {
    scenario(`causes of dead letters must lead to their letters, at ${width} px`, async () => {
      const topic = `causes-${crypto.randomUUID()}.dlq`;
      await writeLetters(lab.brokers, topic, 1, ownLetters("sampleThree", 3));
      await using visitor = await arrive({ width });
      await visitor.open(`/dead-letters?q=${topic}`);
      await visitor.sees("sampleThree", "#letter-causes");
      await visitor.assertFits();
      await visitor.assertAccessible();
      await visitor.keep(`dead-letters-by-cause-${width}`);
      await visitor.arrives(
        visitor.page.locator("#letter-causes").getByRole("link", { name: "Error: no such" })
          .click(),
      );
      await visitor.sees("3 letters as asked for", "main");
      await visitor.open("/");
      await visitor.sees(/Dead letters[1-9]/, "#figures .stat");
      visitor.assertQuiet();
    });
  }
}
