import type { WatchedKafka } from "./watched_kafka.ts";
import type { Log } from "../logging/log.ts";
import type { Storage } from "../storage/storage.ts";

/** Options of {@linkcode reapGroups}. */
export interface GroupReaperOptions {
  kafka: Pick<WatchedKafka, "groups">;
  storage: Pick<Storage, "groups" | "deleteGroup">;
  log: Log;
}

/**
 * Forgets the groups that Kafka has forgotten, also where that was not seen in `__consumer_offsets`:
 * it is cleaned of what is old, and may have been out of reach for long.
 */
export async function reapGroups({ kafka, storage, log }: GroupReaperOptions): Promise<void> {
  try {
    // Known before Kafka is asked: a group that comes meanwhile is not gone.
    const known = storage.groups;
    const names = new Set(await kafka.groups());
    for (const group of known.filter((group) => !names.has(group))) {
      log.info("group deleted", { group });
      storage.deleteGroup(group);
    }
  } catch (error) {
    log.warn("failed to list groups", { error: (error as Error).message });
  }
}
