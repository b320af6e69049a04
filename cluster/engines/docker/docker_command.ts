/**
 * Docker's command line.
 *
 * @module
 */

import { type CommandOptions, runCommand } from "../../process/run_command.ts";

/** A `docker` command that failed. */
export class DockerError extends Error {
  override name = "DockerError";

  constructor(readonly args: readonly string[], readonly stderr: string) {
    super(lastLine(stderr) || `docker ${args.join(" ")} failed`);
  }
}

/**
 * Runs `docker` with these arguments and returns what it prints.
 *
 * @throws {DockerError} when it fails, or is not there.
 */
export async function docker(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  try {
    const { success, stdout, stderr } = await runCommand("docker", args, options);
    if (!success) throw new DockerError(args, stderr);
    return stdout.trim();
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
