/**
 * What redrive and discard do alike: show what they would do, ask, do it, and tell what became of it.
 *
 * @module
 */
import type { DealOptions, DealReport } from "../../kafka/letters/dealing/deal.ts";
import { type LetterFilter, placeName } from "../../kafka/letters/letter_filter.ts";
import { viewReport } from "../../kafka/letters/letter_json.ts";
import type { DealPlan } from "../../kafka/letters/dealing/plan.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { confirmed } from "../cli/terminal/confirmation.ts";
import { interruption } from "../cli/terminal/interruption.ts";
import { count, fail, printable, say, warn } from "../cli/terminal/terminal.ts";
import { wholeNumber } from "../cli/invocation/whole_number.ts";
import { FILTER_OPTIONS, type FilterFlags, letterFilter } from "./filter_flags.ts";

/** The flags of both. */
export const DEAL_OPTIONS = {
  ...FILTER_OPTIONS,
  limit: { type: "string" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** The flags as they were given. */
export interface DealFlags extends FilterFlags {
  limit?: string;
  rate?: string;
  "dry-run"?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** What the flags ask for. */
export interface Request {
  topic: string;
  filter: LetterFilter;
  limit?: number;
  rate?: number;
}

/** Reads flags and words. @throws {UsageError} for those that make no sense. */
export function request(flags: DealFlags, [topic, ...places]: readonly string[]): Request {
  if (topic === undefined) throw new UsageError("Name the topic of the letters");
  return {
    topic,
    filter: letterFilter(flags, places),
    ...(flags.limit !== undefined && { limit: wholeNumber("--limit", flags.limit) }),
    ...(flags.rate !== undefined && { rate: wholeNumber("--rate", flags.rate) }),
  };
}

/** One of the two. */
export interface Deed {
  /** Such as `redrive`, and what was done then: `Redriven`. */
  verb: string;
  done: string;
  plan: DealPlan;
  /** What it would do, for people; ends the sentence "… 12 letters". */
  effect: string;
  run(options: Pick<DealOptions, "signal" | "onProgress" | "onWaiting">): Promise<DealReport>;
}

/** How often it tells how far it is, in ms. */
const PROGRESS = 2_000;

/**
 * Shows what would be done, asks, and does it. Returns the exit code.
 *
 * @throws {Interrupted} when Ctrl-C has ended it, after what it did was told.
 */
export async function deal(flags: DealFlags, deed: Deed): Promise<number> {
  const { verb, done, plan, effect, run } = deed;
  const { "dry-run": dryRun = false, yes = false, json = false } = flags;
  const refused = plan.refused.reduce((sum, { letters }) => sum + letters, 0);
  const possible = plan.letters - refused;
  const words = `${count(possible, "letter")} of ${plan.topic}${effect}`;
  for (const { reason, letters } of plan.refused) {
    warn(`${count(letters, "letter")} would stay open: ${reason}`);
  }
  if (plan.unread.length > 0) warn(`partition ${plan.unread.join(", ")} has no leader now`);
  if (dryRun || possible === 0) {
    say(`Would ${verb}`, words);
    if (json) console.log(JSON.stringify({ ...plan, applied: false }));
    return refused > 0 || plan.unread.length > 0 ? 1 : 0;
  }
  if (!confirmed(`${verb[0].toUpperCase()}${verb.slice(1)} ${words}?`, yes)) {
    say(done, "nothing");
    return 1;
  }
  const signal = interruption();
  let told = performance.now();
  const report = await run({
    signal,
    onWaiting: () => say("Waiting", `for whoever deals with letters of ${plan.topic} now`),
    onProgress(dealt) {
      if (performance.now() - told < PROGRESS) return;
      told = performance.now();
      say(done, `${dealt.toLocaleString("en")} of ${count(possible, "letter")}`);
    },
  });
  if (json) console.log(JSON.stringify({ ...viewReport(report), applied: true }));
  // Where it went otherwise than planned, so did what the plan says of each topic.
  const wholly = report.dealt === possible ? effect : "";
  say(done, `${count(report.dealt, "letter")} of ${report.topic}${wholly}`);
  const code = tell(report);
  if (report.end === "stopped") throw signal.reason;
  return code;
}

/** Tells what did not go as it should. Returns the exit code. */
function tell({ refusals, refused, unrecorded, failure, unread }: DealReport): number {
  for (const { reason, ...place } of refusals) {
    warn(printable(`${placeName(place)} stays open: ${reason}`));
  }
  if (refused > refusals.length) {
    warn(`${count(refused - refusals.length, "more letter")} stay open`);
  }
  if (unrecorded > 0) {
    warn(`${count(unrecorded, "letter")} may be dealt with again: that they were is not recorded`);
  }
  if (failure !== undefined) fail(failure);
  return failure !== undefined || refused > 0 || unread.length > 0 ? 1 : 0;
}
