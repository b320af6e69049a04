/** The options of a field that chooses a partition: first all of them, with this label. */
export function partitionOptions(partitions: number, all: string): [string, string][] {
  const each = Array.from({ length: partitions }, (_, n): [string, string] => [`${n}`, `${n}`]);
  return [["", all], ...each];
}
