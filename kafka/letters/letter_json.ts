/**
 * Letters as JSON, the same for the terminal and over HTTP.
 *
 * @module
 */
import { recordJson } from "../record/record_json.ts";
import { recordTime } from "../record/record_time.ts";
import type { DealReport } from "./dealing/deal.ts";
import type { EarlierFailure, Letter, LetterSource } from "./letter.ts";
import { placeName } from "./letter_filter.ts";
import type { LetterList } from "./reading/letter_list.ts";

/**
 * A letter in one line of JSON: what is known of why it is one, and `record` as `consume --json` prints
 * records, without loss.
 */
export function letterJson(letter: Letter, more: Record<string, unknown> = {}): string {
  const { record, origin, source, error, attempts, time, returns, earlier } = letter;
  const facts = JSON.stringify({
    place: placeName(record),
    time: recordTime(time),
    origin,
    ...(source && { source: viewSource(source) }),
    ...(error && { error: error.text }),
    ...(error?.stack !== undefined && { stack: error.stack }),
    ...(letter.function !== undefined && { function: letter.function }),
    ...(attempts !== undefined && { attempts }),
    returns,
    earlier: earlier.map(viewEarlier),
    ...(letter.isValueLeftOut && { valueLeftOut: true }),
    ...more,
  });
  return `${facts.slice(0, -1)},"record":${recordJson(record)}}`;
}

/** The open letters of a topic as JSON. */
export function letterListJson(list: LetterList): string {
  const { topic, open, matched, complete, unread, groups, times, letters } = list;
  const facts = JSON.stringify({
    ...{ topic, open, matched, complete, unread },
    groups: groups.map(({ error, letters, first, last, sources, newest }) => ({
      ...{ error, letters, first: recordTime(first), last: recordTime(last), sources },
      newest: placeName(newest),
    })),
    times: times.map(({ from, length, letters }) => ({
      ...{ from: recordTime(from), seconds: length / 1_000, letters },
    })),
  });
  const each = letters.map((letter) => letterJson(letter));
  return `${facts.slice(0, -1)},"letters":[${each.join()}]}`;
}

/** What became of letters, as an object for JSON. */
export function viewReport<R extends DealReport>({ refusals, ...report }: R) {
  return {
    ...report,
    refusals: refusals.map(({ reason, ...place }) => ({ place: placeName(place), reason })),
  };
}

function viewSource({ timestamp, ...source }: LetterSource) {
  return { ...source, ...(timestamp !== undefined && { time: recordTime(timestamp) }) };
}

function viewEarlier({ time, ...rest }: EarlierFailure) {
  return { ...rest, ...(time !== undefined && { time: recordTime(time) }) };
}
