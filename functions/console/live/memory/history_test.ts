import { assertEquals } from "@std/assert";
import { History } from "./history.ts";

Deno.test("History gives the points back in their order, and gaps as null", () => {
  const history = new History(5);
  history.record(1000, [["in", 1]]);
  history.record(2000, [["out", 5]]);
  history.record(3000, [["in", 3], ["out", 6]]);
  assertEquals(history.read(["in", "out", "other"]), {
    at: [1, 2, 3],
    series: { in: [1, null, 3], out: [null, 5, 6], other: [null, null, null] },
  });
  assertEquals(history.newest(["in"]), { at: [3], series: { in: [3] } });
});

Deno.test("History keeps the last points only", () => {
  const history = new History(3);
  for (let n = 1; n <= 5; n++) history.record(n * 1000, [["in", n]]);
  assertEquals(history.read(["in"]), { at: [3, 4, 5], series: { in: [3, 4, 5] } });
});

Deno.test("History forgets a series that has ended, and takes it up again", () => {
  const history = new History(2);
  history.record(1000, [["gone", 1]]);
  for (let n = 2; n <= 6; n++) history.record(n * 1000, []);
  history.record(7000, [["gone", 7]]);
  assertEquals(history.read(["gone"]), { at: [6, 7], series: { gone: [null, 7] } });
});

Deno.test("History without points has none", () => {
  assertEquals(new History().newest(["in"]), { at: [], series: { in: [] } });
});
