/**
 * What `deno task new` still has to know, asked on a terminal.
 *
 * @module
 */
import { UsageError } from "../cli/invocation/command.ts";
import { USER, type User } from "../cli/invocation/user.ts";

/** What the command line says of a new function. */
export interface Wishes {
  name?: string;
  topics: readonly string[];
  output?: string;
  http: boolean;
  schedule?: string;
}

/** Wishes that a function can be made of. */
export type Complete = Wishes & { name: string };

/**
 * Asks for a name where there is none, and for what triggers the function where nothing does.
 *
 * @throws {UsageError} that names the flags, where nobody is there to be asked.
 */
export function complete(wishes: Wishes, user: User = USER): Complete {
  const name = wishes.name ?? text(user, "What is it called? ", "say its name");
  const { topics, http, schedule } = wishes;
  if (topics.length > 0 || http || schedule !== undefined) return { ...wishes, name };
  const missing = "say what triggers it: --topic, --http or --schedule";
  const asked = text(user, "Which topic triggers it? Leave empty for none: ", missing);
  if (asked !== "") {
    const output = wishes.output ??
      (text(user, "Which topic does it write to? Leave empty for none: ", missing) || undefined);
    return { ...wishes, name, topics: words(asked), output };
  }
  const cron = text(
    user,
    "By which cron expression does it run? Leave empty to have it answer HTTP: ",
    missing,
  );
  return { ...wishes, name, http: cron === "", schedule: cron || undefined };
}

function text(user: User, question: string, missing: string): string {
  const answer = user.isTerminal() ? user.ask(question) : null;
  if (answer === null) throw new UsageError(`Nobody can be asked here: ${missing}`);
  return answer.trim();
}

/** Names between commas and blanks. */
function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
