import { assertEquals } from "@std/assert";
import { assignPartitions, type Subscriber } from "./assign_partitions.ts";

/** Partitions as `t0` stands for partition 0 of topic t. */
function parse(names: string) {
  return names.split(" ").filter(Boolean)
    .map((name) => ({ topic: name[0], partition: Number(name.slice(1)) }));
}

/** Who has what, as `member: t0 t1`. */
function dealt(subscribers: Subscriber[], partitions: string): string[] {
  return [...assignPartitions(subscribers, parse(partitions))].map(([member, of]) =>
    `${member}: ${of.map(({ topic, partition }) => topic + partition).join(" ")}`
  );
}

Deno.test("assignPartitions() deals partitions out in turn, in whatever order they come", () => {
  const [a, b] = [{ memberId: "a", topics: ["s", "t"] }, { memberId: "b", topics: ["t", "s"] }];
  assertEquals(dealt([a, b], "s0 s1 s2 t0"), ["a: s0 s2", "b: s1 t0"]);
  assertEquals(dealt([b, a], "t0 s2 s0 s1"), ["a: s0 s2", "b: s1 t0"]);
});

Deno.test("assignPartitions() gives a member nothing of topics that it does not want", () => {
  const members = [{ memberId: "a", topics: ["s"] }, { memberId: "b", topics: ["s", "t"] }];
  assertEquals(dealt(members, "s0 s1 t0 t1 u0"), ["a: s0", "b: s1 t0 t1"]);
  assertEquals(dealt(members, ""), ["a: ", "b: "]);
});
