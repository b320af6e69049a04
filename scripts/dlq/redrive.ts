import { redrive } from "../../kafka/letters/dealing/redrive.ts";
import { type DealPlan, planRedrive } from "../../kafka/letters/dealing/plan.ts";
import { action } from "../cli/invocation/actions.ts";
import { deal, DEAL_OPTIONS, request } from "./dealing.ts";
import { FILTER_USAGE } from "./filter_flags.ts";
import { lettersOf } from "./letters_of.ts";

/** `dlq redrive`. */
export const redriveAction = action({
  usage:
    `Usage: deno task dlq redrive <topic> [partition/offset…] [--to topic] [--limit N] [--rate N] [filter flags]
                             [--dry-run] [--yes] [--json]

Writes the records of open letters again, oldest first, to the topics they come from. It first shows what it
would do, and asks; where it cannot ask, it needs --yes. A letter is closed once its record is acknowledged by
all replicas in sync; Ctrl-C ends it after what is under way, and nothing is lost or done twice by that.

  partition/offset  only these letters
  --to TOPIC        to this topic, whatever they come from
  --limit N         at most so many
  --rate N          at most so many a second
${FILTER_USAGE}
  --dry-run        only show what it would do
  --yes            do not ask
  --json           as JSON: { "topic", "applied", "dealt", "unrecorded", "refused", "refusals": [{ "place",
                   "reason" }], "end", "failure", "unread", "targets": [{ "topic", "letters" }] }; of a dry run
                   { "topic", "applied", "letters", "targets", "refused": [{ "reason", "letters" }], "complete",
                   "unread" }`,
  options: { ...DEAL_OPTIONS, to: { type: "string" }, rate: { type: "string" } },
  takesWords: true,

  run({ to, ...flags }, words) {
    const { topic, ...options } = request(flags, words);
    const topics = [topic, ...(to === undefined ? [] : [to])];
    return lettersOf(topics, async (settings) => {
      const plan = await planRedrive(settings, topic, { ...options, to });
      return await deal(flags, {
        ...{ verb: "redrive", done: "Redriven", plan, effect: effectOf(plan) },
        run: (more) => redrive(settings, topic, { ...options, ...more, to }),
      });
    });
  },
});

function effectOf({ targets }: DealPlan): string {
  if (targets.length === 1) return ` to ${targets[0].topic}`;
  const words = targets.map(({ topic, letters }) => `${letters.toLocaleString("en")} to ${topic}`);
  return targets.length === 0 ? "" : ` (${words.join(", ")})`;
}
