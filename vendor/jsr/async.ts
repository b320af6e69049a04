/**
 * Stands for `jsr:@std/async@1`: what this project uses of it, with the same signatures.
 *
 * @module
 */

/** Options of {@linkcode delay}. */
export interface DelayOptions {
  /** Ends the wait with its reason. */
  signal?: AbortSignal;
  /** Whether the process lives on for it; true. */
  persistent?: boolean;
}

/**
 * Resolves after so many ms.
 *
 * @throws the signal's reason, when it aborts before.
 */
export function delay(ms: number, { signal, persistent = true }: DelayOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", abort, { once: true });
    if (!persistent) Deno.unrefTimer(Number(timer));
  });
}

/**
 * What a promise gives, unless the signal is aborted before. The work behind it goes on.
 *
 * @throws the signal's reason, when it aborts.
 */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Options of {@linkcode deadline}. */
export interface DeadlineOptions {
  /** Ends the wait with its reason. */
  signal?: AbortSignal;
}

/**
 * What a promise gives, if that comes within so many ms. The work behind it goes on.
 *
 * @throws {DOMException} `TimeoutError`, when it takes longer; the signal's reason, when it aborts.
 */
export async function deadline<T>(
  promise: Promise<T>,
  ms: number,
  { signal }: DeadlineOptions = {},
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException("Signal timed out.", "TimeoutError")),
    ms,
  );
  const ended = signal ? AbortSignal.any([late.signal, signal]) : late.signal;
  try {
    return await abortable(promise, ended);
  } finally {
    clearTimeout(timer);
  }
}
