/**
 * Dead letters, for unit tests.
 *
 * @module
 */
import type { DealReport } from "../../../kafka/letters/dealing/deal.ts";
import type { Letter } from "../../../kafka/letters/letter.ts";
import type { LetterList } from "../../../kafka/letters/reading/letter_list.ts";

const TIME = 1_763_830_000_000;

/** A letter that came back once. */
export function aLetter(topic: string): Letter {
  return {
    origin: "instigator",
    record: {
      ...{ topic, partition: 0, offset: 7, timestamp: TIME, key: null },
      ...{ value: new TextEncoder().encode("bad"), headers: [] },
    },
    source: { topic: "sampleOne", partition: 0, offset: 12, timestamp: TIME },
    error: { text: "TypeError: no <amount> in 17" },
    ...{ attempts: 4, function: "bills", time: TIME, returns: 1 },
    earlier: [{ error: "Error: too early", time: TIME, letter: `${topic}/0/3` }],
  };
}

/** Two open letters of one error. */
export function aLetterList(topic: string): LetterList {
  return {
    ...{ topic, open: 2, matched: 2, complete: true, unread: [] },
    groups: [{
      ...{ error: "TypeError: no <amount> in #", letters: 2, first: TIME, last: TIME },
      ...{ sources: ["sampleOne"], newest: { partition: 0, offset: 7 } },
    }],
    times: [{ from: TIME, length: 60_000, letters: 2 }],
    letters: [aLetter(topic)],
  };
}

/** Two letters are dealt with. */
export function aReport(topic: string): DealReport {
  return {
    ...{ topic, dealt: 2, unrecorded: 0, refused: 0, refusals: [], end: "all", unread: [] },
  };
}
