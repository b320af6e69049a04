import { assertEquals } from "@std/assert";
import { Rates } from "./rates.ts";

Deno.test("Rates are the growth a second", () => {
  const rates = new Rates();
  assertEquals([...rates.update(0, [["a", 100]])], []);
  assertEquals([...rates.update(2000, [["a", 150], ["b", 7]])], [["a", 25]]);
  assertEquals([...rates.update(4000, [["a", 150], ["b", 9]])], [["a", 12.5], ["b", 1]]);
});

Deno.test("Rates are those of the last seconds", () => {
  const rates = new Rates();
  for (let second = 0; second <= 10; second++) rates.update(second * 1000, [["a", second * 50]]);
  assertEquals([...rates.update(11_000, [["a", 500]])], [["a", 100 / 3]]);
  assertEquals([...rates.update(60_000, [["a", 990]])], [["a", 10]]);
});

Deno.test("Rates of what began anew are not known at first", () => {
  const rates = new Rates();
  rates.update(0, [["again", 100]]);
  assertEquals([...rates.update(1000, [["again", 3]])], []);
  rates.update(4000, [["again", 4]]);
  assertEquals([...rates.update(7000, [["again", 10]])], [["again", 2]]);
});
