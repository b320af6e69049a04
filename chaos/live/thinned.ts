import type { RunSample } from "../../functions/console/chaos/chaos_run.ts";

/**
 * No more than so many moments for all of them: of those that become one, the rates' mean, and the worst
 * of all else.
 */
export function thinned(samples: readonly RunSample[], most: number): RunSample[] {
  const size = Math.ceil(samples.length / most);
  if (size <= 1) return [...samples];
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, n) => {
    const some = samples.slice(n * size, (n + 1) * size);
    const mean = (of: "acknowledged" | "delivered") =>
      some.reduce((sum, sample) => sum + sample[of], 0) / some.length;
    const known = some.flatMap(({ p99 }) => p99 ?? []);
    return {
      at: some[0].at,
      acknowledged: mean("acknowledged"),
      delivered: mean("delivered"),
      ...(known.length > 0 && { p99: Math.max(...known) }),
      unavailable: Math.max(...some.map(({ unavailable }) => unavailable)),
      lag: Math.max(...some.map(({ lag }) => lag)),
      isr: Math.min(...some.map(({ isr }) => isr)),
    };
  });
}
