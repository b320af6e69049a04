import { join } from "node:path";
import { dataDir } from "../../cluster/engines/native/config_files.ts";
import { runCommand } from "../../cluster/process/run_command.ts";
import type { LabKind } from "./lab_kind.ts";

/** How much the disk of the broker's data has: room for the load of some minutes. */
const SIZE = "128m";

/** The broker that has a disk of its own. */
const BROKER = "kafka2";

/** A broker's data on a small disk of its own. */
export class SmallDisk {
  readonly broker = BROKER;
  readonly #filling: string;

  constructor(path: string) {
    this.#filling = join(path, "filling");
  }

  /** Writes until nothing more can be; tells how many bytes that took. */
  fill(): number {
    using file = Deno.openSync(this.#filling, { create: true, append: true });
    let written = 0;
    for (let block = new Uint8Array(1 << 20); block.length > 0;) {
      try {
        written += file.writeSync(block);
      } catch (error) {
        if (!(error as Error).message.includes("No space left")) throw error;
        block = block.subarray(0, block.length >> 1);
      }
    }
    return written;
  }

  /** Frees what it has filled. */
  free(): void {
    Deno.removeSync(this.#filling);
  }
}

/** A lab with a broker whose data is on a small disk. */
export const smallDiskLab: LabKind = {
  name: `with ${BROKER}'s data on a small disk`,

  async whyNot() {
    if (Deno.build.os !== "linux") return "it takes a tmpfs, as Linux has it";
    const path = await Deno.makeTempDir();
    try {
      const fault = await mount(path);
      if (fault !== undefined) return `it takes the right to mount a tmpfs: ${fault}`;
      await unmount(path);
    } finally {
      await Deno.remove(path);
    }
  },

  async prepare({ environment }, disposal) {
    const path = dataDir(environment, BROKER);
    await Deno.mkdir(path, { recursive: true });
    const fault = await mount(path);
    if (fault !== undefined) throw new Error(`Cannot mount a tmpfs: ${fault}`);
    disposal.defer(() => unmount(path));
    return { smallDisk: new SmallDisk(path) };
  },
};

/** Mounts a small tmpfs; tells why not, where it cannot. */
async function mount(path: string): Promise<string | undefined> {
  try {
    const args = ["-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", path];
    const { success, stderr } = await runCommand("mount", args);
    return success ? undefined : stderr.trim();
  } catch (error) {
    return (error as Error).message;
  }
}

async function unmount(path: string): Promise<void> {
  await runCommand("umount", ["--lazy", path]);
}
