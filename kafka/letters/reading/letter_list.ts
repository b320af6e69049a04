import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import { errorGroup } from "../error_group.ts";
import type { Letter } from "../letter.ts";
import {
  type LetterFilter,
  letterMatcher,
  type LetterPlace,
  partitionMatcher,
} from "../letter_filter.ts";
import { openLetters } from "./open_letters.ts";
import { letterLog, openOffsets } from "../progress/letter_log.ts";
import { type TimeSlot, timeSlots } from "./time_slots.ts";

/** Letters whose errors are of one kind. */
export interface ErrorGroup {
  /** What their errors have in common, as {@linkcode errorGroup} names it. */
  error: string;
  letters: number;
  /** When the first and the last one was put away, ms since the Unix epoch. */
  first: number;
  last: number;
  /** The topics that they come from, those that are known. */
  sources: string[];
  /** Where the last one lies. */
  newest: LetterPlace;
}

/** The open letters of a topic. */
export interface LetterList {
  topic: string;
  /** How many there are, by offsets. */
  open: number;
  /** How many of those that were looked at the filter wants. */
  matched: number;
  /** Whether all were looked at: it stops after some seconds. */
  complete: boolean;
  /** Partitions that no leader answers for. */
  unread: number[];
  /** Those with most letters first. */
  groups: ErrorGroup[];
  /** How many were put away when; oldest first. */
  times: TimeSlot[];
  /** The newest ones, newest first. */
  letters: Letter[];
}

/** What to list. */
export interface ListOptions {
  filter?: LetterFilter;
  /** How many letters to show; 20. */
  show?: number;
  /** How long it may look, in ms; 5 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** How many bytes are looked at, at most. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * The open letters of a topic, by error and by time.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE. When the signal aborts, its reason.
 */
export async function listLetters(
  settings: KafkaSettings,
  topic: string,
  { filter, show = 20, timeoutMs = 5_000, signal }: ListOptions = {},
): Promise<LetterList> {
  const brokers = new Brokers(settings);
  try {
    const log = await letterLog(brokers, topic);
    const matches = letterMatcher(filter);
    const end = performance.now() + timeoutMs;
    const groups = new Map<string, ErrorGroup>();
    const times: number[] = [];
    let letters: Letter[] = [];
    let [bytes, complete] = [0, true];
    for await (const batch of openLetters(settings, log, partitionMatcher(filter))) {
      signal?.throwIfAborted();
      const matching = batch.letters.map(({ letter }) => letter).filter(matches);
      for (const letter of matching) {
        times.push(letter.time);
        group(groups, letter);
      }
      letters = [...letters, ...matching].sort(byTime).slice(0, show);
      bytes += batch.bytes;
      complete = performance.now() <= end && bytes <= MAX_BYTES;
      if (!complete) break;
    }
    return {
      ...{ topic, open: openOffsets(log), matched: times.length, complete, unread: log.unread },
      groups: [...groups.values()].sort((a, b) => b.letters - a.letters || b.last - a.last),
      times: timeSlots(times),
      letters,
    };
  } finally {
    await brokers.close();
  }
}

function group(groups: Map<string, ErrorGroup>, { error, time, source, record }: Letter): void {
  const name = errorGroup(error?.text);
  const { partition, offset } = record;
  const place = { partition, offset };
  const known = groups.get(name);
  if (known === undefined) {
    const sources = source ? [source.topic] : [];
    groups.set(name, { error: name, letters: 1, first: time, last: time, sources, newest: place });
    return;
  }
  known.letters++;
  known.first = Math.min(known.first, time);
  if (time >= known.last) [known.last, known.newest] = [time, place];
  if (source && !known.sources.includes(source.topic)) known.sources.push(source.topic);
}

/** Newest first. */
function byTime(a: Letter, b: Letter): number {
  return b.time - a.time || b.record.offset - a.record.offset;
}
