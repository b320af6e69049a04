/**
 * Asks before what cannot be undone.
 *
 * @module
 */
import { UsageError } from "./command.ts";
import { printable } from "./terminal.ts";

/** Who is asked. */
export interface Asked {
  /** Whether somebody is there to answer. */
  isTerminal(): boolean;
  /** Shows a question and gives the answer's line; `null` where there is none. */
  ask(question: string): string | null;
}

/** Who sits at the terminal. */
const USER: Asked = {
  isTerminal: () => Deno.stdin.isTerminal(),
  ask(question) {
    // On stderr, as stdout may be a pipe; `confirm()` asks on stdout.
    Deno.stderr.writeSync(new TextEncoder().encode(question));
    const line = new Uint8Array(256);
    const read = Deno.stdin.readSync(line);
    return read === null ? null : new TextDecoder().decode(line.subarray(0, read));
  },
};

/**
 * Whether to do what cannot be undone: the user has said `--yes`, or answers the question with yes.
 *
 * @throws {UsageError} where nobody is there to be asked.
 */
export function confirmed(question: string, yes: boolean, user: Asked = USER): boolean {
  if (yes) return true;
  if (!user.isTerminal()) {
    throw new UsageError(`Nobody can be asked here: "${question}" Say --yes to do it`);
  }
  const answer = user.ask(`${printable(question)} [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer ?? "");
}
