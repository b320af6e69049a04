/**
 * Who leads what, as a proof of faults.
 *
 * @module
 */
import type { ClusterSample } from "../../workload/sample.ts";
import type { Workload } from "../../workload/workload.ts";
import { proven } from "../fault.ts";

/** The topic as the brokers tell it, once they do. */
export async function knownCluster(workload: Workload): Promise<ClusterSample> {
  let cluster: ClusterSample | undefined;
  await proven("a topic with leaders", () => {
    cluster = workload.cluster;
    return cluster?.leaders.every((leader) => leader >= 0) ? "it has them" : undefined;
  });
  return cluster!;
}

/** Settles with the proof when each of these partitions has a leader of a later epoch than before. */
export function provenNewLeaders(
  workload: Workload,
  before: ClusterSample,
  partitions: readonly number[],
): Promise<string> {
  return proven("a new leader epoch", () => {
    const { cluster } = workload;
    const isNew = (partition: number) =>
      cluster !== undefined && cluster.epochs[partition] > before.epochs[partition] &&
      cluster.leaders[partition] >= 0;
    if (partitions.length === 0 || !partitions.every(isNew)) return undefined;
    const [partition] = partitions;
    const epochs = `${before.epochs[partition]} → ${cluster!.epochs[partition]}`;
    return `leader epoch of partition ${partition}: ${epochs}`;
  });
}

/** The partitions that a broker leads. */
export function ledBy({ leaders }: ClusterSample, broker: number): number[] {
  return leaders.flatMap((leader, partition) => leader === broker ? [partition] : []);
}
