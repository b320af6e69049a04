/**
 * Bounds on how long something may take.
 *
 * @module
 */

/**
 * What `work` gives, if that comes within `ms`. The work itself goes on.
 *
 * @throws {Error} when it takes longer, and what `work` throws.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no success within ${ms / 1000} s`)), ms);
  return await Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
