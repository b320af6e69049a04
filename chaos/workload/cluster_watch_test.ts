import { assertEquals } from "@std/assert";
import { newest } from "./cluster_watch.ts";

Deno.test("newest() believes the later epoch, and at the same epoch who told last", () => {
  const cluster = { controller: 1, brokers: 3 };
  const moved = { ...cluster, leaders: [2, 1], epochs: [4, 0], isr: [2, 3] };
  const cutOff = { ...cluster, leaders: [1, 1], epochs: [3, 0], isr: [3, 2] };
  assertEquals(newest([moved, cutOff]), {
    ...cutOff,
    leaders: [2, 1],
    epochs: [4, 0],
    isr: [2, 2],
  });
  assertEquals(newest([]), undefined);
});
