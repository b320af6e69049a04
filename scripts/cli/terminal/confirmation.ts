/**
 * Asks before what cannot be undone.
 *
 * @module
 */
import { UsageError } from "../invocation/command.ts";
import { printable } from "./terminal.ts";
import { USER, type User } from "../invocation/user.ts";

/**
 * Whether to do what cannot be undone: the user has said `--yes`, or answers the question with yes.
 *
 * @throws {UsageError} where nobody is there to be asked.
 */
export function confirmed(question: string, yes: boolean, user: User = USER): boolean {
  if (yes) return true;
  if (!user.isTerminal()) {
    throw new UsageError(`Nobody can be asked here: "${question}" Say --yes to do it`);
  }
  const answer = user.ask(`${printable(question)} [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer ?? "");
}
