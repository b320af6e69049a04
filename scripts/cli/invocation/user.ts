/**
 * Who sits at the terminal.
 *
 * @module
 */

/** Who is asked. */
export interface User {
  /** Whether somebody is there to answer. */
  isTerminal(): boolean;
  /** Shows a question and gives the answer's line; `null` where there is none. */
  ask(question: string): string | null;
}

/** The user of this process. */
export const USER: User = {
  isTerminal: () => Deno.stdin.isTerminal(),
  ask(question) {
    // On stderr, as stdout may be a pipe; `confirm()` asks on stdout.
    Deno.stderr.writeSync(new TextEncoder().encode(question));
    const line = new Uint8Array(256);
    const read = Deno.stdin.readSync(line);
    return read === null ? null : new TextDecoder().decode(line.subarray(0, read));
  },
};
