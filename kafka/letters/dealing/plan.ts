import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import type { Letter } from "../letter.ts";
import { letterMatcher, partitionMatcher } from "../letter_filter.ts";
import { openLetters } from "../reading/open_letters.ts";
import { letterLog } from "../progress/letter_log.ts";
import type { RedriveOptions } from "./redrive.ts";
import { Targets } from "./targets.ts";

/** What would be done. */
export interface DealPlan {
  topic: string;
  /** How many letters the filter wants, up to the limit. */
  letters: number;
  /** How many of them would be written to which topic; none where they are discarded. */
  targets: { topic: string; letters: number }[];
  /** How many would stay open, and why. */
  refused: { reason: string; letters: number }[];
  /** Whether all letters were looked at that it takes to know: it stops after some seconds. */
  complete: boolean;
  /** Partitions that no leader answers for. */
  unread: number[];
}

/** What to plan. */
export type PlanOptions =
  & Pick<RedriveOptions, "filter" | "limit" | "to" | "signal">
  & {
    /** How long it may look, in ms; as long as it takes where it is absent. */
    timeoutMs?: number;
  };

/**
 * What {@linkcode redrive} would do now, without doing it.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE; INVALID_TOPIC_EXCEPTION where they cannot go.
 */
export async function planRedrive(
  settings: KafkaSettings,
  topic: string,
  options: PlanOptions = {},
): Promise<DealPlan> {
  const brokers = new Brokers(settings);
  try {
    const targets = new Targets(brokers, topic, options.to);
    await targets.check();
    const places = new Map<string, number>();
    const reasons = new Map<string, number>();
    const plan = await look(brokers, settings, topic, options, async (letter) => {
      const found = await targets.of(letter);
      if ("reason" in found) increment(reasons, found.reason);
      else increment(places, found.topic);
      return "topic" in found;
    });
    return {
      ...plan,
      targets: [...places].map(([topic, letters]) => ({ topic, letters })),
      refused: [...reasons].map(([reason, letters]) => ({ reason, letters })),
    };
  } finally {
    await brokers.close();
  }
}

/** What {@linkcode discard} would do now, likewise. */
export async function planDiscard(
  settings: KafkaSettings,
  topic: string,
  options: Omit<PlanOptions, "to"> = {},
): Promise<DealPlan> {
  const brokers = new Brokers(settings);
  try {
    return await look(brokers, settings, topic, options, () => Promise.resolve(true));
  } finally {
    await brokers.close();
  }
}

async function look(
  brokers: Brokers,
  settings: KafkaSettings,
  topic: string,
  { filter, limit = filter?.places?.length ?? Infinity, signal, timeoutMs = Infinity }: PlanOptions,
  counts: (letter: Letter) => Promise<boolean>,
): Promise<DealPlan> {
  const log = await letterLog(brokers, topic);
  const end = performance.now() + timeoutMs;
  const matches = letterMatcher(filter);
  const plan: DealPlan = {
    ...{ topic, letters: 0, targets: [], refused: [], complete: true, unread: log.unread },
  };
  let counted = 0;
  for await (const { letters } of openLetters(settings, log, partitionMatcher(filter))) {
    for (const { letter } of letters) {
      if (!matches(letter)) continue;
      plan.letters++;
      if (await counts(letter)) counted++;
      if (counted >= limit) return plan;
    }
    signal?.throwIfAborted();
    if (performance.now() > end) return { ...plan, complete: false };
  }
  return plan;
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
