import { assertEquals } from "@std/assert";
import { type Growth, power, staysWithin } from "./growth.ts";

const point = (at: number, ...samples: number[]) => ({ at, samples });

Deno.test("power() is that of the size, by the medians at both ends", () => {
  const of = (...points: ReturnType<typeof point>[]) => power({ name: "x", points })?.toFixed(3);
  assertEquals(of(point(10, 3, 2, 900), point(1_000, 300)), "1.000");
  assertEquals(of(point(10, 5), point(1_000, 5)), "0.000");
  assertEquals(of(point(10, 1), point(100, 100)), "2.000");
  assertEquals(of(), undefined);
  assertEquals(of(point(10, 1)), undefined);
  assertEquals(of(point(10, 0), point(100, 1)), undefined);
});

Deno.test("staysWithin() looks at every median", () => {
  const growth: Growth = {
    ...{ what: "hold", unit: "ms", over: "partitions" },
    curves: [{ name: "a", points: [point(1, 10, 10, 500), point(10, 200)] }],
  };
  assertEquals(staysWithin(growth), undefined);
  assertEquals(staysWithin({ ...growth, most: 200 }), true);
  assertEquals(staysWithin({ ...growth, most: 199 }), false);
});
