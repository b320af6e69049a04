import { discard } from "../../kafka/letters/dealing/discard.ts";
import { planDiscard } from "../../kafka/letters/dealing/plan.ts";
import { action } from "../cli/invocation/actions.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { deal, DEAL_OPTIONS, request } from "./dealing.ts";
import { FILTER_USAGE } from "./filter_flags.ts";
import { lettersOf } from "./letters_of.ts";

/** `dlq discard`. */
export const discardAction = action({
  usage:
    `Usage: deno task dlq discard <topic> <partition/offset…> | --all | filter flags [--limit N] [--dry-run] [--yes]
                             [--json]

Notes that open letters are not wanted: they are listed and redriven no more. It first shows what it would do, and
asks; where it cannot ask, it needs --yes. They stay in their topic as long as it keeps them, so that

  deno task groups reset <topic>.redrive --to earliest

opens all of them again.

  partition/offset  only these letters
  --all             every open letter
  --limit N         at most so many, oldest first
${FILTER_USAGE}
  --dry-run        only show what it would do
  --yes            do not ask
  --json           as JSON: { "topic", "applied", "dealt", … }, as \`deno task dlq redrive\` has it`,
  options: { ...DEAL_OPTIONS, all: { type: "boolean" } },
  takesWords: true,

  run({ all = false, ...flags }, words) {
    const { topic, ...options } = request(flags, words);
    if (!all && Object.keys(options.filter).length === 0) {
      throw new UsageError("Say which letters: partition/offset, a filter, or --all");
    }
    return lettersOf([topic], async (settings) => {
      const plan = await planDiscard(settings, topic, options);
      return await deal(flags, {
        ...{ verb: "discard", done: "Discarded", plan, effect: "" },
        run: (more) => discard(settings, topic, { ...options, ...more }),
      });
    });
  },
});
