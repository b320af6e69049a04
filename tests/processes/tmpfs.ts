/**
 * A small file system in memory, for what depends on where one ends.
 *
 * @module
 */

/** A mounted file system, which is gone when this is disposed of. */
export class Tmpfs implements Disposable {
  readonly path: string;

  /** @throws {Error} when this user may not mount one. */
  constructor(size: string) {
    this.path = Deno.makeTempDirSync({ prefix: "instigator-tmpfs-" });
    const { success, stderr } = run(
      "mount",
      "-t",
      "tmpfs",
      "-o",
      `size=${size}`,
      "tmpfs",
      this.path,
    );
    if (success) return;
    Deno.removeSync(this.path);
    throw new Error(`Cannot mount a tmpfs: ${new TextDecoder().decode(stderr)}`);
  }

  [Symbol.dispose](): void {
    run("umount", "--lazy", this.path);
    Deno.removeSync(this.path);
  }
}

/** Whether this user may mount file systems, as root mostly may on Linux. */
export function canMount(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    using _ = new Tmpfs("1m");
    return true;
  } catch {
    return false;
  }
}

function run(command: string, ...args: string[]): Deno.CommandOutput {
  return new Deno.Command(command, { args }).outputSync();
}
