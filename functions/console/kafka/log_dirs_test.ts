import { assertEquals } from "@std/assert";
import { bytesByTopic } from "./log_dirs.ts";

Deno.test("bytesByTopic() sums up all replicas, those to be as well: they take their space", () => {
  const replica = { partition: 0, lag: 0, isFuture: false };
  const dirs = [
    {
      broker: 1,
      path: "/a",
      replicas: [
        { ...replica, topic: "x", sizeBytes: 10 },
        { ...replica, topic: "y", sizeBytes: 1 },
      ],
    },
    {
      broker: 2,
      path: "/a",
      replicas: [{ ...replica, topic: "x", sizeBytes: 20, isFuture: true }],
    },
  ];
  assertEquals([...bytesByTopic(dirs)], [["x", 30], ["y", 1]]);
});
