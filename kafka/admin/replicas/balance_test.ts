import { assertEquals } from "@std/assert";
import { balanceOf } from "./balance.ts";

const even = { brokers: 3, holders: [1, 2, 3], skewed: [], leaderSkewed: [] };

Deno.test("balanceOf() finds nothing where each broker has its share", () => {
  const partitions = [
    { leader: 1, replicas: [1, 2] },
    { leader: 2, replicas: [2, 3] },
    { leader: 3, replicas: [3, 1] },
  ];
  assertEquals(balanceOf(partitions, [1, 2, 3]), even);
  assertEquals(balanceOf(partitions.slice(0, 2), [1, 2, 3]), even);
});

Deno.test("balanceOf() finds brokers that hold or lead more than their share", () => {
  const partitions = [
    { leader: 2, replicas: [1, 2] },
    { leader: 2, replicas: [2, 1] },
    { leader: 2, replicas: [2, 3] },
    { replicas: [2] },
  ];
  assertEquals(balanceOf(partitions, [1, 2, 3]), { ...even, skewed: [2], leaderSkewed: [2] });
});

Deno.test("balanceOf() counts brokers without replicas, and those that are down", () => {
  const partitions = [{ leader: 1, replicas: [1, 4] }];
  const { brokers, holders } = balanceOf(partitions, [1, 2, 3]);
  assertEquals([brokers, holders], [4, [1, 4]]);
  assertEquals(balanceOf([], []), { ...even, brokers: 0, holders: [] });
});
