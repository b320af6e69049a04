import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import { errorGroup } from "../error_group.ts";
import type { Letter } from "../letter.ts";
import { letterLog } from "../progress/letter_log.ts";
import { findLetterTopics } from "./find_letter_topics.ts";
import { openLetters } from "./open_letters.ts";

/** Open letters of one topic that come from one topic and one function, with one kind of error. */
export interface LetterCause {
  /** The topic that they lie in. */
  topic: string;
  /** The topic that they come from, and what could not handle them, where that is told. */
  source?: string;
  function?: string;
  /** As {@linkcode errorGroup} names it. */
  error: string;
  letters: number;
  /** When the first and the last one was put away, ms since the Unix epoch. */
  first: number;
  last: number;
  /** How many were put away in each slot of time, oldest first; the same slots for all causes. */
  slots: number[];
}

/** Why there are dead letters, in a whole cluster. */
export interface LetterCauses {
  /** Those with most letters first. */
  causes: LetterCause[];
  /** How long a slot is, in ms. */
  slotLength: number;
  /** Whether all open letters were looked at. */
  complete: boolean;
}

/** How many slots of time there are. */
const SLOTS = 24;

/** The shortest slot, in ms. */
const SHORTEST = 60_000;

/** How long is looked, in ms, how many bytes, and how many causes are told apart, at most. */
const MAX_MS = 3_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_CAUSES = 500;

type Found = Omit<LetterCause, "slots" | "first" | "last" | "letters"> & { times: number[] };

/**
 * Why there are dead letters: all open ones by where they come from, what could not handle them, and
 * the kind of error. It stops after some seconds.
 *
 * @throws {KafkaError} UNREACHABLE when no broker answers.
 */
export async function letterCauses(settings: KafkaSettings): Promise<LetterCauses> {
  const topics = (await findLetterTopics(settings)).filter(({ open }) => open > 0);
  const end = performance.now() + MAX_MS;
  const found = new Map<string, Found>();
  const brokers = new Brokers(settings);
  let [bytes, complete] = [0, true];
  try {
    for (const { topic, unread } of topics) {
      complete &&= unread.length === 0;
      for await (const batch of openLetters(settings, await letterLog(brokers, topic))) {
        for (const { letter } of batch.letters) note(found, topic, letter);
        bytes += batch.bytes;
        if (performance.now() > end || bytes > MAX_BYTES || found.size > MAX_CAUSES) {
          return { ...inSlots([...found.values()]), complete: false };
        }
      }
    }
  } catch {
    // A topic that is deleted now, or that nobody leads, does not hide the others.
    complete = false;
  } finally {
    await brokers.close();
  }
  return { ...inSlots([...found.values()]), complete };
}

function note(found: Map<string, Found>, topic: string, letter: Letter): void {
  const error = errorGroup(letter.error?.text);
  const cause = { topic, source: letter.source?.topic, function: letter.function, error };
  const name = JSON.stringify(Object.values(cause));
  const known = found.get(name) ?? { ...cause, times: [] };
  known.times.push(letter.time);
  found.set(name, known);
}

/** The causes with their letters counted by time, in the same slots. */
export function inSlots(found: readonly Found[]): Pick<LetterCauses, "causes" | "slotLength"> {
  const ranges = found.map(({ times }) => rangeOf(times));
  const start = Math.min(...ranges.map(([first]) => first));
  const end = Math.max(...ranges.map(([, last]) => last));
  const slotLength = found.length === 0
    ? SHORTEST
    : Math.max(SHORTEST, Math.ceil((end + 1 - start) / SLOTS));
  // The newest letter is in the last slot.
  const from = end + 1 - SLOTS * slotLength;
  const causes = found.map(({ times, ...cause }, index): LetterCause => {
    const slots = Array<number>(SLOTS).fill(0);
    for (const time of times) slots[Math.floor((time - from) / slotLength)]++;
    const [first, last] = ranges[index];
    return { ...cause, letters: times.length, first, last, slots };
  });
  return { causes: causes.sort((a, b) => b.letters - a.letters || b.last - a.last), slotLength };
}

function rangeOf(times: readonly number[]): [first: number, last: number] {
  return times.reduce(
    ([first, last], time) => [Math.min(first, time), Math.max(last, time)],
    [Infinity, -Infinity],
  );
}
