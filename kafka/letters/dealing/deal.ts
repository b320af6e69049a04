import { delay } from "@std/async";
import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import type { Letter } from "../letter.ts";
import {
  type LetterFilter,
  letterMatcher,
  type LetterPlace,
  partitionMatcher,
} from "../letter_filter.ts";
import { type OpenLetter, openLetters } from "../reading/open_letters.ts";
import { Claim } from "../progress/claim.ts";
import { letterLog } from "../progress/letter_log.ts";
import { encodeProgress } from "../progress/progress_metadata.ts";

/** Which letters are dealt with, and how fast. */
export interface DealOptions {
  filter?: LetterFilter;
  /** How many at most; those that are refused do not count. */
  limit?: number;
  /** Letters a second at most. */
  rate?: number;
  /** Ends it once what is under way is recorded. */
  signal?: AbortSignal;
  /** Is told how many were dealt with so far. */
  onProgress?(dealt: number): void;
  /** Is told that they are dealt with elsewhere, and that this waits for a while. */
  onWaiting?(): void;
}

/** A letter that stays open, and why. */
export interface RefusedLetter extends LetterPlace {
  reason: string;
}

/** Why it ended: there are no more, there were enough, it was told to, or it cannot go on. */
export type DealEnd = "all" | "limit" | "stopped" | "failed";

/** What became of letters. */
export interface DealReport {
  topic: string;
  /** How many were dealt with, and are no longer open. */
  dealt: number;
  /** How many were dealt with, and are open still, as it could not be recorded. */
  unrecorded: number;
  /** How many were refused, and are open still. */
  refused: number;
  /** The first of them. */
  refusals: RefusedLetter[];
  end: DealEnd;
  /** Why it cannot go on. */
  failure?: string;
  /** Partitions that no leader answers for: their letters were not looked at. */
  unread: number[];
}

/** What became of one letter: done, why it is refused, or why nothing more can be done now. */
export type Outcome = "done" | { refused: string } | { failed: Error };

/** Deals with letters of one partition, in their order, and tells what became of each. */
export type Act = (letters: readonly Letter[]) => Promise<readonly Outcome[]>;

/** How many letters, and bytes of them, are dealt with before that is recorded. */
const CHUNK = 200;
const CHUNK_BYTES = 512 * 1024;

/** How many refusals are told one by one. */
const MAX_REFUSALS = 20;

/**
 * Deals with open letters, a few at a time, and records each few before the next: what breaks off repeats
 * no more than that.
 *
 * @throws {KafkaError} before anything was done: UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE, and
 * INCONSISTENT_GROUP_PROTOCOL while they are dealt with elsewhere.
 */
export async function dealWith(
  settings: KafkaSettings,
  topic: string,
  { filter, limit = filter?.places?.length ?? Infinity, rate = Infinity, ...options }: DealOptions,
  act: Act,
): Promise<DealReport> {
  const { signal, onProgress } = options;
  const brokers = new Brokers(settings);
  let claim: Claim | undefined;
  try {
    // A topic that is not there gets no group.
    await letterLog(brokers, topic);
    claim = await Claim.take(settings, brokers, topic, options);
    const log = await letterLog(brokers, topic);
    const report: DealReport = {
      ...{ topic, dealt: 0, unrecorded: 0, refused: 0, refusals: [], end: "all" },
      unread: log.unread,
    };
    const pace = new Pace(rate);
    const matches = letterMatcher(filter);
    try {
      for await (
        const { partition, letters } of openLetters(settings, log, partitionMatcher(filter))
      ) {
        let left = letters.filter(({ letter }) => matches(letter));
        while (left.length > 0) {
          if (report.dealt >= limit) return { ...report, end: "limit" };
          const few = chunk(left, Math.min(pace.size, limit - report.dealt));
          left = left.slice(few.length);
          await pace.wait(signal).catch(() => {});
          if (signal?.aborted) return { ...report, end: "stopped" };
          const planned = partition.dealt.copy();
          for (const { from, letter } of few) planned.addRange(from, letter.record.offset + 1);
          if (encodeProgress(planned, log.topicId) === undefined) throw noRoom(topic);

          claim.check();
          const outcomes = await act(few.map(({ letter }) => letter));
          const done = few.filter((_, i) => outcomes[i] === "done");
          for (const { from, letter } of done) {
            partition.dealt.addRange(from, letter.record.offset + 1);
          }
          report.unrecorded = done.length;
          if (done.length > 0) await claim.commit(log, partition);
          report.unrecorded = 0;
          report.dealt += done.length;
          pace.count(done.length);
          onProgress?.(report.dealt);
          note(report, few, outcomes);
        }
      }
      return report;
    } catch (error) {
      return { ...report, end: "failed", failure: (error as Error).message };
    }
  } finally {
    await claim?.release();
    await brokers.close();
  }
}

/** @throws the first failure. */
function note(report: DealReport, few: readonly OpenLetter[], outcomes: readonly Outcome[]): void {
  let failure: Error | undefined;
  for (const [i, { letter: { record } }] of few.entries()) {
    const outcome = outcomes[i];
    if (outcome === "done") continue;
    if ("failed" in outcome) {
      failure ??= outcome.failed;
      continue;
    }
    report.refused++;
    if (report.refusals.length === MAX_REFUSALS) continue;
    const { partition, offset } = record;
    report.refusals.push({ partition, offset, reason: outcome.refused });
  }
  if (failure !== undefined) throw failure;
}

/** The first few of the letters. */
function chunk(letters: readonly OpenLetter[], most: number): OpenLetter[] {
  let bytes = 0;
  const size = ({ letter: { record: { key, value } } }: OpenLetter) =>
    (key?.length ?? 0) + (value?.length ?? 0);
  const few = letters.slice(0, Math.min(CHUNK, most));
  const end = few.findIndex((letter) => (bytes += size(letter)) > CHUNK_BYTES);
  return end < 0 ? few : few.slice(0, Math.max(1, end));
}

/** So much of the time that the work itself takes is made up for, in ms. */
const LATE = 100;

/** Holds back what is more than so many a second. */
class Pace {
  readonly #rate: number;
  #began = 0;
  #free = 0;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** How many at once, so that they come in a steady flow: a tenth of a second's. */
  get size(): number {
    return Math.max(1, Math.floor(this.#rate / 10));
  }

  /** Notes that so many were dealt with: the next ones have to wait as long as these take. */
  count(letters: number): void {
    this.#free = this.#began + letters / this.#rate * 1_000;
  }

  /** Waits until there may be more. @throws the signal's reason. */
  async wait(signal?: AbortSignal): Promise<void> {
    const ms = this.#free - performance.now();
    if (ms > 0) await delay(ms, { signal });
    this.#began = Math.max(this.#free, performance.now() - LATE);
  }
}

function noRoom(topic: string): Error {
  const detail = "too many others lie between those that were dealt with to remember each; " +
    "redrive or discard the oldest ones first";
  return new Error(`Cannot deal with more letters of ${topic}: ${detail}`);
}
