import type { Buffer } from "node:buffer";
import { WireReader } from "../wire/wire_reader.ts";
import { WireWriter } from "../wire/wire_writer.ts";

/** The partitions of a topic that a member of a group is assigned. */
export interface AssignedTopic {
  topic: string;
  partitions: number[];
}

/**
 * Reads ConsumerProtocolAssignment, the form in which a consumer's assignment is kept with its group.
 * Its later versions only add to its end. None while the group rebalances.
 *
 * @throws {RangeError} when it ends too early, as that of others than consumers may.
 */
export function readAssignment(assignment: Uint8Array): AssignedTopic[] {
  if (assignment.length === 0) return [];
  const reader = new WireReader(assignment, { flexible: false });
  reader.int16(); // The version.
  return reader.array(() => ({
    topic: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}

/** Writes ConsumerProtocolAssignment, in its first version, which all clients read. */
export function writeAssignment(assigned: readonly AssignedTopic[]): Buffer {
  const to = new WireWriter().int16(0).int32(assigned.length);
  for (const { topic, partitions } of assigned) {
    to.headerString(topic).int32(partitions.length);
    for (const partition of partitions) to.int32(partition);
  }
  return to.int32(-1).written; // No user data.
}
