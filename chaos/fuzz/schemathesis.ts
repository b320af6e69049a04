import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../cluster/process/run_command.ts";

/** The packages that are installed, each with its checksum. */
const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** Written last, so that an installation that was broken off is made anew. */
const DONE = "installed";

const PROBE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/** Why schemathesis cannot be had; `undefined` where it can. */
export async function schemathesisMissing(): Promise<string | undefined> {
  const what = "Python 3.11 or newer with its modules venv and ensurepip, which schemathesis needs";
  try {
    const { success } = await runCommand("python3", ["-c", PROBE]);
    return success ? undefined : `There is no ${what}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `There is no python3: install ${what}`;
    throw error;
  }
}

/**
 * The path of schemathesis, which is installed in this folder where it is not.
 *
 * @throws {Error} with what pip said, where it cannot be.
 */
export async function findSchemathesis(cacheDir: string, signal?: AbortSignal): Promise<string> {
  const pinned = await Deno.readTextFile(REQUIREMENTS);
  const key = createHash("sha256").update(pinned).digest("hex").slice(0, 16);
  const folder = join(cacheDir, `schemathesis-${key}`);
  const program = join(folder, "bin", "schemathesis");
  if (await Deno.stat(join(folder, DONE)).then(() => true, () => false)) return program;
  await must("python3", ["-m", "venv", "--clear", folder], signal);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const install = [...pip, "--require-hashes", "--only-binary=:all:", "-r", REQUIREMENTS];
  await must(join(folder, "bin", "python"), install, signal);
  await Deno.writeTextFile(join(folder, DONE), "");
  return program;
}

async function must(command: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
  const { success, stderr } = await runCommand(command, args, { signal });
  if (!success) throw new Error(`Cannot install schemathesis: ${stderr.trim()}`);
}
