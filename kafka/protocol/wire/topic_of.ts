import { array, type Field, string, struct } from "./fields.ts";

/** A topic with something of each of its partitions, as most requests and answers have them. */
export function topicOf<T>(partition: Field<T>): Field<{ name: string; partitions: readonly T[] }> {
  return struct({ name: string, partitions: array(partition) });
}
