import { join } from "node:path";
import { OWN_SETTINGS } from "../../cluster/engines/native/own_settings.ts";
import type { LabKind } from "./lab_kind.ts";

/** Where distributions put libfaketime; the one for programs of more than one thread. */
const LIBRARIES = [
  `/usr/lib/${Deno.build.arch}-linux-gnu/faketime/libfaketimeMT.so.1`,
  "/usr/lib64/faketime/libfaketimeMT.so.1",
  "/usr/lib/faketime/libfaketimeMT.so.1",
];

/** The clocks of a lab's processes, which can be set while they run: each has its own. */
export class LabClock {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Sets the clock of a node so many seconds off that of the machine. */
  set(node: string, seconds: number): void {
    const file = clockFile(this.#folder, node);
    // A process reads it at any moment, so it must never see half of it.
    Deno.writeTextFileSync(`${file}.new`, `${seconds < 0 ? "" : "+"}${seconds}\n`);
    Deno.renameSync(`${file}.new`, file);
  }
}

/**
 * What has brokers look each second for what is too old, where they do so in minutes or hours, so that a
 * step of the clock has its consequences at once.
 */
const LOOKS = [
  "log.retention.check.interval.ms",
  "offsets.retention.check.interval.ms",
  "producer.id.expiration.check.interval.ms",
  "transaction.remove.expired.transaction.cleanup.interval.ms",
  "transaction.abort.timed.out.transaction.cleanup.interval.ms",
].map((name) => `${name}=1000\n`).join("");

/** A lab whose brokers and functions each have a clock of their own. */
export const clockLab: LabKind = {
  name: "with a clock for each process",

  async whyNot() {
    return await library() === undefined
      ? "it takes libfaketime: `apt-get install faketime`, or what your system has"
      : undefined;
  },

  async prepare({ environment: { stateDir }, topology: { kafka, functions } }) {
    const folder = join(stateDir, OWN_SETTINGS);
    await Deno.mkdir(folder, { recursive: true });
    const clock = new LabClock(folder);
    const preload = (await library())!;
    for (const { name } of [...kafka, ...functions]) {
      clock.set(name, 0);
      const variables = {
        LD_PRELOAD: preload,
        FAKETIME_TIMESTAMP_FILE: clockFile(folder, name),
        // Looks at the file each second, and leaves alone what counts time from the start of a machine.
        FAKETIME_CACHE_DURATION: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
        // With it, a JVM's waits end at once.
        FAKETIME_FORCE_MONOTONIC_FIX: "0",
      };
      const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
      await Deno.writeTextFile(join(folder, `${name}.env`), lines.join(""));
    }
    for (const { name } of kafka) {
      await Deno.writeTextFile(join(folder, `${name}.properties`), LOOKS);
    }
    return { clock };
  },
};

function clockFile(folder: string, node: string): string {
  return join(folder, `${node}.clock`);
}

async function library(): Promise<string | undefined> {
  for (const path of LIBRARIES) {
    if (await Deno.stat(path).then(() => true, () => false)) return path;
  }
}
