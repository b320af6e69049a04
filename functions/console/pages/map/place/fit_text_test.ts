import { assert, assertEquals } from "@std/assert";
import { fitText, textWidth } from "./fit_text.ts";

Deno.test("fitText() keeps what has room, and else the beginning and the end", () => {
  assertEquals(fitText("orders", 100, 13), "orders");
  const cut = fitText("orders.invoices.eu-west.production.dlq", 150, 13);
  assert(/^orders\..*….*dlq$/.test(cut), cut);
  for (const name of ["W".repeat(249), "注文".repeat(80), "a".repeat(249), "😀".repeat(60)]) {
    const cut = fitText(name, 150, 13);
    assert(textWidth(cut, 13) <= 150, cut);
    assertEquals(cut.isWellFormed(), true);
  }
});
