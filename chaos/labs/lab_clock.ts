import { join } from "node:path";
import { OWN_SETTINGS } from "../../cluster/engines/native/own_settings.ts";
import type { LabKind } from "./lab_kind.ts";

/** Where distributions put libfaketime; the one for programs of more than one thread. */
const LIBRARIES = [
  `/usr/lib/${Deno.build.arch}-linux-gnu/faketime/libfaketimeMT.so.1`,
  "/usr/lib64/faketime/libfaketimeMT.so.1",
  "/usr/lib/faketime/libfaketimeMT.so.1",
];

/** The clocks of a lab's brokers and of the load's functions, which can be set while they run: each has its own. */
export class LabClock {
  readonly #folder: string;
  readonly #library: string;

  /** @param library the path of libfaketime. */
  constructor(folder: string, library: string) {
    this.#folder = folder;
    this.#library = library;
  }

  /** The variables by which a process has the clock of this name, which is made for it. */
  variables(name: string): Record<string, string> {
    this.set(name, 0);
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_TIMESTAMP_FILE: this.#file(name),
      // Looks at the file each second, and leaves alone what counts time from the start of a machine.
      FAKETIME_CACHE_DURATION: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      // With it, a JVM's waits end at once.
      FAKETIME_FORCE_MONOTONIC_FIX: "0",
    };
  }

  /** Sets the clock of this name so many seconds off that of the machine. */
  set(name: string, seconds: number): void {
    const file = this.#file(name);
    // A process reads it at any moment, so it must never see half of it.
    Deno.writeTextFileSync(`${file}.new`, `${seconds < 0 ? "" : "+"}${seconds}\n`);
    Deno.renameSync(`${file}.new`, file);
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.clock`);
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

/** A lab whose brokers, and the load's functions, each have a clock of their own. */
export const clockLab: LabKind = {
  name: "with a clock for each process",

  async whyNot() {
    return await library() === undefined
      ? "it takes libfaketime: `apt-get install faketime`, or what your system has"
      : undefined;
  },

  async prepare({ environment: { stateDir }, topology: { kafka } }) {
    const folder = join(stateDir, OWN_SETTINGS);
    await Deno.mkdir(folder, { recursive: true });
    const clock = new LabClock(folder, (await library())!);
    for (const { name } of kafka) {
      const lines = Object.entries(clock.variables(name)).map(([key, value]) =>
        `${key}="${value}"\n`
      );
      await Deno.writeTextFile(join(folder, `${name}.env`), lines.join(""));
      await Deno.writeTextFile(join(folder, `${name}.properties`), LOOKS);
    }
    return { clock };
  },
};

async function library(): Promise<string | undefined> {
  for (const path of LIBRARIES) {
    if (await Deno.stat(path).then(() => true, () => false)) return path;
  }
}
