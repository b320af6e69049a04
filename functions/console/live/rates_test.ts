import { assertEquals } from "@std/assert";
import { Rates } from "./rates.ts";

Deno.test("Rates are the growth a second", () => {
  const rates = new Rates();
  assertEquals([...rates.update(0, [["a", 100]])], []);
  assertEquals([...rates.update(2000, [["a", 150], ["b", 7]])], [["a", 25]]);
  assertEquals([...rates.update(3000, [["a", 150], ["b", 8]])], [["a", 0], ["b", 1]]);
});

Deno.test("Rates of what began anew or was away are not known", () => {
  const rates = new Rates();
  rates.update(0, [["again", 100], ["away", 5]]);
  assertEquals([...rates.update(1000, [["again", 3]])], []);
  assertEquals([...rates.update(2000, [["again", 4], ["away", 9]])], [["again", 1]]);
});
