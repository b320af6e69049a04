import { assertEquals } from "@std/assert";
import { replicaSizes } from "./log_dirs.ts";
import { withProgress } from "./replicas.ts";

const move = { topic: "a", partition: 0, replicas: [1, 2, 3], adding: [2, 3], removing: [1] };
const partition = {
  ...{ topic: "a", partition: 0, leader: 1, replicas: [1, 2, 3], isr: [1] },
  offlineReplicas: [],
};

function dir(broker: number, sizeBytes: number, isFuture = false) {
  const replicas = [{ topic: "a", partition: 0, sizeBytes, lag: 0, isFuture }];
  return { broker, path: "/data", replicas };
}

Deno.test("withProgress() sums up what each broker to come has of the leader's log", () => {
  const sizes = replicaSizes([dir(1, 1_000), dir(2, 400), dir(3, 9), dir(3, 500, true)]);
  const { copiedBytes, totalBytes } = withProgress(move, [partition], sizes);
  assertEquals([copiedBytes, totalBytes], [409, 2_000]);
});

Deno.test("withProgress() takes no broker for more than done", () => {
  const sizes = replicaSizes([dir(1, 1_000), dir(2, 1_500)]);
  assertEquals(withProgress(move, [partition], sizes).copiedBytes, 1_000);
});

Deno.test("withProgress() claims nothing where the leader's log is not known", () => {
  assertEquals(withProgress(move, [partition], replicaSizes([dir(2, 400)])), move);
  assertEquals(withProgress(move, [], replicaSizes([dir(1, 400)])), move);
});
