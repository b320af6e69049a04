import type { Turn } from "../../../../kafka/in_turns.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { BatchRules } from "../delivery/delivery_options.ts";
import type { Delivering } from "../delivery/unit.ts";
import type { BatchWindow } from "./batch_window.ts";
import type { FinishedPrefix } from "./finished_prefix.ts";
import { gather } from "./gather.ts";
import type { StoreReader } from "./store_reader.ts";

/** How long one partition may keep others waiting, in ms. The rest of it has its turn after them. */
export const SLICE = 500;

/** A partition's turn, as far as its work needs it. */
export interface WorkTurn {
  signal: AbortSignal;
  halt: AbortSignal;
  /** How long the event loop is held: handlers may have nothing to wait for. */
  readonly hold: Turn;
  readonly isFull: boolean;
  readonly areOthersWaiting: boolean;
  more(): Promise<void>;
  moved(): void;
}

/** What work on a partition is made of. */
export interface WorkParts {
  delivery: Delivery;
  reader: StoreReader;
  prefix: FinishedPrefix;
  window: BatchWindow;
  rules: BatchRules;
  turn: WorkTurn;
}

/**
 * Delivers a partition's records call by call, in their order, up to the end of the slice in store.
 *
 * @returns how long it waits for a batch to fill, in ms, if it does.
 * @throws the signal's reason when it is aborted while something is delivered.
 */
export async function processInOrder(
  { delivery, reader, prefix, window, rules, turn }: WorkParts,
): Promise<number | void> {
  const { signal, halt, hold } = turn;
  const to: Delivering = {
    signal,
    halt,
    hold,
    now: performance.now(),
    finish(records, now) {
      // Meanwhile the partition may have been taken away: who has it now delivers the records again.
      if (!signal.aborted) prefix.finish(records, now);
    },
  };
  const end = to.now + SLICE;
  while (!halt.aborted && !signal.aborted) {
    const { records, isFull, fault } = gather(reader, rules);
    if (records.length === 0) return;
    const wait = isFull || turn.isFull ? 0 : window.left(records[0]);
    if (wait > 0) return wait;
    window.close();
    prefix.give(records);
    const pending = fault ? delivery.refuse(records[0], fault, to) : delivery.deliver(records, to);
    if (pending !== undefined) {
      await pending;
      turn.moved();
      to.now = performance.now();
    }
    // A promise may have waited for nothing, too.
    if (hold.isOverAt(to.now)) {
      await hold.pass();
      turn.moved();
      to.now = performance.now();
    }
    // With each slice its room in the store is given back, so that it is filled again meanwhile.
    if (reader.isAtEnd || reader.opened > 1 || to.now > end) return;
  }
}
