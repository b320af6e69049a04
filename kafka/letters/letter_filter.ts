import { conditionMatcher, type RecordCondition } from "../record/matching/record_condition.ts";
import { errorGroup } from "./error_group.ts";
import type { Letter } from "./letter.ts";

/** Where a letter lies. */
export interface LetterPlace {
  partition: number;
  offset: number;
}

/** Which letters are wanted; what is left out, or empty, matches all. */
export interface LetterFilter {
  /** What the error contains, or the name of its group. */
  error?: string;
  /** The topic that it comes from. */
  source?: string;
  /** The record that it comes from, in that topic. */
  sourceRecord?: { partition: number; offset: number };
  /** The function, group or connector that could not handle it. */
  function?: string;
  /** Put away at this time or later, ms since the Unix epoch. */
  since?: number;
  /** Put away before this time, ms since the Unix epoch. */
  until?: number;
  partition?: number;
  /** What the letter's record must be like, in all of these. */
  conditions?: readonly RecordCondition[];
  /** Only these. */
  places?: readonly LetterPlace[];
}

/** Tells the letters that a filter wants. */
export function letterMatcher(filter: LetterFilter = {}): (letter: Letter) => boolean {
  const {
    error,
    source,
    sourceRecord,
    function: name,
    since = -Infinity,
    until = Infinity,
    partition,
  } = filter;
  const meets = conditionMatcher(filter.conditions ?? []);
  const places = filter.places && new Set(filter.places.map(placeName));
  return (letter) => {
    const { record } = letter;
    return (partition === undefined || record.partition === partition) &&
      (places === undefined || places.has(placeName(record))) &&
      letter.time >= since && letter.time < until &&
      (!source || letter.source?.topic === source) &&
      (sourceRecord === undefined || isSame(letter.source, sourceRecord)) &&
      (!name || letter.function === name) &&
      (!error || hasError(letter, error)) &&
      meets(record);
  };
}

/** Tells the partitions in which letters that a filter wants can lie. */
export function partitionMatcher(
  { partition, places }: LetterFilter = {},
): (partition: number) => boolean {
  return (candidate) =>
    (partition === undefined || partition === candidate) &&
    (places === undefined || places.some((place) => place.partition === candidate));
}

/** A place as people write it: `partition/offset`. */
export function placeName({ partition, offset }: LetterPlace): string {
  return `${partition}/${offset}`;
}

/** The place that somebody wrote as `partition/offset`; `undefined` for anything else. */
export function parsePlace(text: string): LetterPlace | undefined {
  const [, partition, offset] = /^(\d{1,10})\/(\d{1,16})$/.exec(text) ?? [];
  if (partition === undefined) return undefined;
  const place = { partition: Number(partition), offset: Number(offset) };
  return Number.isSafeInteger(place.offset) && place.partition < 2 ** 31 ? place : undefined;
}

function isSame(source: Letter["source"], record: LetterPlace): boolean {
  return source?.partition === record.partition && source.offset === record.offset;
}

function hasError({ error }: Letter, wanted: string): boolean {
  return (error?.text.includes(wanted) ?? false) || errorGroup(error?.text).includes(wanted);
}
