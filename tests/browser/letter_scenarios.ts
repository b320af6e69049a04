import { assertEquals } from "@std/assert";
import { listLetters } from "../../kafka/letters/reading/letter_list.ts";
import { ownLetters, writeLetters } from "../dead_letters.ts";
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

    await visitor.arrives(visitor.page.getByRole("link", { name: "Redrive all…" }).click());
    await visitor.fill("ask", { limit: "3" });
    await visitor.press("Preview");
    await visitor.press("Redrive 3 letters");
    await visitor.sees("3 letters are redriven", ".notice");
    const { letters } = await listLetters({ brokers: lab.brokers, clientId: "test" }, topic);
    assertEquals(letters.map(({ record: { offset } }) => offset), [4]);
    visitor.assertQuiet();
  });
}
