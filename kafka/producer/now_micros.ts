let origin = performance.timeOrigin;

/**
 * The time in µs since the Unix epoch. `Date.now()` has whole milliseconds only, and the finer
 * `performance.now()` misses every step of the wall clock, so the fine clock is kept within the
 * wall clock's current millisecond.
 *
 * @param now what `performance.now()` has just said, as asking it costs something.
 */
export function nowMicros(now = performance.now()): number {
  const wall = Date.now();
  const fine = origin + now;
  const kept = Math.min(Math.max(fine, wall), wall + 0.999);
  origin += kept - fine;
  return Math.floor(kept * 1000);
}
