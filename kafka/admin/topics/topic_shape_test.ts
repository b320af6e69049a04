import { assertEquals } from "@std/assert";
import { parseShape } from "./topic_shape.ts";

const shape = { topic: "t", partitions: 3, replicationFactor: 2, configs: { "a.b": "1" } };

Deno.test("parseShape() reads a shape, and takes no record for one", () => {
  assertEquals(parseShape(JSON.stringify(shape)), shape);
  for (
    const other of [
      { topic: "t", partition: 0, offset: 1, key: null, value: "v" },
      { ...shape, partitions: 0 },
      { ...shape, configs: { a: 1 } },
      { ...shape, configs: null },
      [],
      null,
    ]
  ) assertEquals(parseShape(JSON.stringify(other)), undefined);
  assertEquals(parseShape("topic"), undefined);
});
