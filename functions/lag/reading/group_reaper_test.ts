import { assertEquals } from "@std/assert";
import { reapGroups } from "./group_reaper.ts";
import { Log } from "../logging/log.ts";

const log = new Log("fatal", () => {});

/** What is left of groups a and b when Kafka names these. */
async function left(groups: () => Promise<string[]>): Promise<string[]> {
  const known = new Set(["a", "b"]);
  await reapGroups({
    kafka: { groups },
    storage: {
      get groups() {
        return [...known];
      },
      deleteGroup: (group) => void known.delete(group),
    },
    log,
  });
  return [...known];
}

Deno.test("reapGroups() forgets what Kafka has forgotten", async () => {
  assertEquals(await left(() => Promise.resolve(["b", "c"])), ["b"]);
});

Deno.test("reapGroups() forgets nothing when Kafka does not answer", async () => {
  assertEquals(await left(() => Promise.reject(new Error("down"))), ["a", "b"]);
});
