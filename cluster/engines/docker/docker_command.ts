/**
 * Docker's command line.
 *
 * @module
 */

/** A `docker` command that failed. */
export class DockerError extends Error {
  override name = "DockerError";

  constructor(readonly args: readonly string[], readonly stderr: string) {
    super(lastLine(stderr) || `docker ${args.join(" ")} failed`);
  }
}

/** How to run a command. */
export interface DockerOptions {
  /** Set besides this process's own variables. */
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Whether its stderr goes to this process's own, as progress does on a terminal. */
  showStderr?: boolean;
}

/**
 * Runs `docker` with these arguments and returns what it prints.
 *
 * @throws {DockerError} when it fails, or is not there.
 */
export async function docker(
  args: readonly string[],
  { env, signal, showStderr = false }: DockerOptions = {},
): Promise<string> {
  const decoder = new TextDecoder();
  try {
    const { success, stdout, stderr } = await new Deno.Command("docker", {
      args: [...args],
      env,
      signal,
      stdin: "null",
      stderr: showStderr ? "inherit" : "piped",
    }).output();
    signal?.throwIfAborted();
    if (!success) throw new DockerError(args, showStderr ? "" : decoder.decode(stderr));
    return decoder.decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new DockerError(args, "there is no docker");
    throw error;
  }
}

/** What a command prints within `ms`; `undefined` when it fails, hangs or is not there. */
export async function dockerAnswer(
  args: readonly string[],
  ms: number,
): Promise<string | undefined> {
  try {
    return await docker(args, { signal: AbortSignal.timeout(ms) });
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)!.trim();
}
