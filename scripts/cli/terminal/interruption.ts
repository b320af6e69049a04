/**
 * Ctrl-C, for commands that have something to finish first.
 *
 * @module
 */
import { Interrupted } from "../invocation/command.ts";

/** Exit codes as shells have them: 128 and the signal's number. */
const CODES: Partial<Record<Deno.Signal, number>> = Deno.build.os === "windows"
  ? { SIGINT: 130 }
  : { SIGINT: 130, SIGTERM: 143 };

/** A terminal sends one Ctrl-C to `deno task` too, which hands it on: signals so near are one, ms. */
const ECHO = 1_000;

/**
 * A signal that is aborted by the first Ctrl-C or SIGTERM, with {@linkcode Interrupted} as its reason;
 * a later one ends the process.
 */
export function interruption(): AbortSignal {
  return listen().signal;
}

/**
 * What some work gives, which a Ctrl-C ends by way of the signal that it gets; afterwards Ctrl-C is what
 * it was before.
 *
 * @param onInterrupt is called once when that happens, with the work still to come to its end.
 * @throws {Interrupted} when the work broke off after that, whatever it threw itself.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onInterrupt: () => void,
): Promise<T> {
  const { signal, release } = listen();
  signal.addEventListener("abort", onInterrupt);
  try {
    return await work(signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    release();
  }
}

function listen(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let first: number | undefined;
  const listeners = Object.entries(CODES).map(([name, code]) => {
    const listener = () => {
      first ??= performance.now();
      if (performance.now() - first > ECHO) Deno.exit(code);
      controller.abort(new Interrupted(code));
    };
    Deno.addSignalListener(name as Deno.Signal, listener);
    return [name as Deno.Signal, listener] as const;
  });
  const release = () => {
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  };
  return { signal: controller.signal, release };
}
