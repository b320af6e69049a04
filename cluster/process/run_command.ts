/**
 * Runs a command to its end: the one way in which the lab does. dax's `$` would be the library for
 * it, and takes 60 ms to load, half of what `deno task status` takes.
 *
 * @module
 */

/** How to run a command. */
export interface CommandOptions {
  /** Set besides this process's own variables. */
  env?: Record<string, string>;
  /** Whether those are all that it gets. */
  clearEnv?: boolean;
  /** Where it runs; here unless it says otherwise. */
  cwd?: string;
  /** Kills it. */
  signal?: AbortSignal;
  /** Whether its stderr goes to this process's own, as progress does on a terminal. */
  showStderr?: boolean;
}

/** What came of a command. */
export interface CommandResult {
  success: boolean;
  stdout: string;
  /** Empty where it was shown. */
  stderr: string;
}

/**
 * Runs a command that reads nothing.
 *
 * @throws {Deno.errors.NotFound} when there is no such command; the signal's reason when it aborts.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { env, clearEnv, cwd, signal, showStderr = false }: CommandOptions = {},
): Promise<CommandResult> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    env,
    clearEnv,
    cwd,
    signal,
    stdin: "null",
    stdout: "piped",
    stderr: showStderr ? "inherit" : "piped",
  }).output();
  signal?.throwIfAborted();
  const decoder = new TextDecoder();
  return {
    success,
    stdout: decoder.decode(stdout),
    stderr: showStderr ? "" : decoder.decode(stderr),
  };
}

/** What a command prints; it may fail in part, as `ls` does on processes of other users or that are gone. */
export async function commandOutput(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  return (await runCommand(command, args, options)).stdout;
}
