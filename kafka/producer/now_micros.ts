let origin = performance.timeOrigin;

/**
 * The time in µs since the Unix epoch. `Date.now()` has whole milliseconds only, and the finer
 * `performance.now()` misses every step of the wall clock, so the fine clock is kept within the
 * wall clock's current millisecond.
 */
export function nowMicros(): number {
  const wall = Date.now();
  const fine = origin + performance.now();
  const kept = Math.min(Math.max(fine, wall), wall + 0.999);
  origin += kept - fine;
  return Math.floor(kept * 1000);
}
