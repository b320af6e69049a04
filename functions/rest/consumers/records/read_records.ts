import { Turn } from "../../../../kafka/in_turns.ts";
import type { InstanceConfig } from "../instance_config.ts";
import type { GatheredRecords } from "./records_json.ts";
import type { RecordWaiter } from "./record_waiter.ts";

/** How much a request gets, and how long it waits. */
export interface ReadBounds {
  /** Bytes of keys and values. */
  maxBytes: number;
  timeoutMs: number;
}

/**
 * For how long none may have come, ms, before a request is answered with what has; and how long that may
 * take in all. Records that were written together are answered together, whichever broker leads them.
 */
const QUIET = 50;
const GATHERING = 250;

/** Gathers records for a request: as many as its instance wants to wait for. */
export async function readRecords(
  waiter: RecordWaiter,
  records: GatheredRecords,
  { minBytes, timeoutMs }: Pick<InstanceConfig, "minBytes"> & Pick<ReadBounds, "timeoutMs">,
  isOver: () => boolean,
): Promise<void> {
  const enough = minBytes === undefined || minBytes < 0 ? Infinity : minBytes;
  let end = performance.now() + timeoutMs;
  let isGathering = false;
  const turn = new Turn();
  while (!isOver()) {
    waiter.take(records, turn);
    // There may be more, which others need not wait for.
    const hasMore = turn.isOver && !records.bounds.isFull;
    if (turn.isOver) await turn.pass();
    if (hasMore) continue;
    const now = performance.now();
    const { isFull, bytes, count } = records.bounds;
    if (isFull || bytes >= enough || now >= end) break;
    if (minBytes === undefined && count > 0 && !isGathering) {
      isGathering = true;
      end = Math.min(end, now + GATHERING);
    }
    const wait = isGathering ? Math.min(QUIET, end - now) : end - now;
    if (!await waiter.arrives(wait) && isGathering) break;
  }
}
