/** How evenly a topic's partitions lie on the brokers. */
export interface Balance {
  /** How many brokers there are. */
  brokers: number;
  /** The ids of those that hold a replica of it. */
  holders: number[];
  /** Of those that hold more replicas of it than the average, rounded up. */
  skewed: number[];
  /** Of those that lead more of its partitions than the average, rounded up. */
  leaderSkewed: number[];
}

/** A partition, as far as it matters which brokers have it. */
interface Placed {
  leader?: number;
  replicas: readonly number[];
}

/**
 * How evenly a topic's partitions lie on the brokers.
 *
 * @param up the ids of the brokers that are up; those that hold replicas count even if they are down.
 */
export function balanceOf(partitions: readonly Placed[], up: readonly number[]): Balance {
  const held = partitions.flatMap(({ replicas }) => replicas);
  const led = partitions.flatMap(({ leader }) => leader ?? []);
  const brokers = new Set([...up, ...held]).size;
  return {
    brokers,
    holders: [...new Set(held)].sort((a, b) => a - b),
    skewed: overloaded(held, brokers),
    leaderSkewed: overloaded(led, brokers),
  };
}

/** The ids that occur more often than the average, rounded up: less is not possible for all. */
function overloaded(ids: readonly number[], brokers: number): number[] {
  const share = Math.ceil(ids.length / brokers);
  return [...Map.groupBy(ids, (id) => id)]
    .flatMap(([id, { length }]) => length > share ? id : [])
    .sort((a, b) => a - b);
}
