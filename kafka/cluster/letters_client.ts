/**
 * What the console asks of dead letters, and does with them.
 *
 * @module
 */
import type { DealOptions, DealReport } from "../letters/dealing/deal.ts";
import { discard } from "../letters/dealing/discard.ts";
import { findLetterTopics, type LetterTopic } from "../letters/reading/find_letter_topics.ts";
import type { LetterPlace } from "../letters/letter_filter.ts";
import { type LetterList, listLetters, type ListOptions } from "../letters/reading/letter_list.ts";
import { findLetter, type FoundLetter } from "../letters/reading/find_letter.ts";
import { type LetterCauses, letterCauses } from "../letters/reading/letter_causes.ts";
import { redrive, type RedriveOptions, type RedriveReport } from "../letters/dealing/redrive.ts";
import {
  type DealPlan,
  planDiscard,
  type PlanOptions,
  planRedrive,
} from "../letters/dealing/plan.ts";
import type { KafkaSettings } from "../client/settings.ts";

/** Reads of dead letters; each throws UNKNOWN_TOPIC_OR_PARTITION for a topic that there is not. */
export interface LetterReader {
  letterTopics(): Promise<LetterTopic[]>;
  /** Why there are open letters, in all of their topics. */
  letterCauses(): Promise<LetterCauses>;
  letters(topic: string, options: ListOptions): Promise<LetterList>;
  /** @throws {KafkaError} OFFSET_OUT_OF_RANGE where there is none. */
  letter(topic: string, place: LetterPlace): Promise<FoundLetter>;
  /** What {@linkcode LetterActions.redrive} would do now. */
  planRedrive(topic: string, options: PlanOptions): Promise<DealPlan>;
  /** What {@linkcode LetterActions.discard} would do now. */
  planDiscard(topic: string, options: Omit<PlanOptions, "to">): Promise<DealPlan>;
}

/** Changes; INCONSISTENT_GROUP_PROTOCOL is thrown while somebody else deals with the letters. */
export interface LetterActions {
  redrive(topic: string, options: RedriveOptions): Promise<RedriveReport>;
  discard(topic: string, options: DealOptions): Promise<DealReport>;
}

/** The dead letters of a cluster. */
export function lettersClient(settings: KafkaSettings): LetterReader & LetterActions {
  return {
    letterTopics: () => findLetterTopics(settings),
    letterCauses: () => letterCauses(settings),
    letters: (topic, options) => listLetters(settings, topic, options),
    letter: (topic, place) => findLetter(settings, topic, place),
    planRedrive: (topic, options) => planRedrive(settings, topic, options),
    planDiscard: (topic, options) => planDiscard(settings, topic, options),
    redrive: (topic, options) => redrive(settings, topic, options),
    discard: (topic, options) => discard(settings, topic, options),
  };
}
