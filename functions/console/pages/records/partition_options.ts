/** What stands for all partitions, and then each of them. */
export function partitionOptions(partitions: number, all: string): [string, string][] {
  const each = Array.from({ length: partitions }, (_, n): [string, string] => [`${n}`, `${n}`]);
  return [["", all], ...each];
}
