/**
 * What the records of `__consumer_offsets` say. Kafka's schemas of them are OffsetCommitKey,
 * OffsetCommitValue, GroupMetadataKey and GroupMetadataValue in its group-coordinator.
 *
 * @module
 */
import { readAssignment } from "./consumer_assignment.ts";
import { WireReader } from "../wire/wire_reader.ts";

/** A group committed an offset. */
export interface OffsetCommitted {
  kind: "commit";
  group: string;
  topic: string;
  partition: number;
  offset: number;
  /** When, by the broker's clock, in ms since the Unix epoch. */
  timestamp: number;
}

/** What a group had committed for a partition is no more: it expired, or was deleted. */
export interface OffsetForgotten {
  kind: "forgotten";
  group: string;
  topic: string;
  partition: number;
}

/** A partition that a member of a group is assigned. */
export interface Ownership {
  topic: string;
  partition: number;
  /** The member's address as Kafka writes it: `/10.0.0.1`. */
  owner: string;
  clientId: string;
}

/** A group has new members or none, or they were assigned partitions. */
export interface GroupChanged {
  kind: "group";
  group: string;
  /** `consumer`, `connect`, `sr` and whatever else. */
  protocolType: string;
  /** How many there are. */
  members: number;
  /** Of consumers: what others are assigned has forms of its own. */
  ownerships: Ownership[];
}

/** A group is no more. */
export interface GroupDeleted {
  kind: "deleted";
  group: string;
}

/** What a record says. */
export type OffsetsEvent = OffsetCommitted | OffsetForgotten | GroupChanged | GroupDeleted;

const NEWEST_OFFSET_VALUE = 4;
const NEWEST_GROUP_VALUE = 4;

/** The key of a group of KIP-848; its members have keys of their own. */
const CONSUMER_GROUP_KEY = 3;

/** From this version on, values are in the flexible encoding. */
const FLEXIBLE = 4;

/**
 * The event in a record; `undefined` where it is none that concerns lag: a key of a later kind.
 *
 * @throws {Error} for a version that is not known, or bytes that are not what they should be.
 */
export function decodeRecord(key: Uint8Array, value: Uint8Array | null): OffsetsEvent | undefined {
  const reader = new WireReader(key, { flexible: false });
  const version = reader.int16();
  if (version === 0 || version === 1) {
    const [group, topic, partition] = [reader.string(), reader.string(), reader.int32()];
    if (value === null) return { kind: "forgotten", group, topic, partition };
    return { kind: "commit", group, topic, partition, ...decodeOffset(value) };
  }
  if (version === CONSUMER_GROUP_KEY && value === null) {
    return { kind: "deleted", group: reader.string() };
  }
  if (version !== 2) return undefined;
  const group = reader.string();
  if (value === null) return { kind: "deleted", group };
  return { kind: "group", group, ...decodeGroup(value) };
}

function begin(value: Uint8Array, what: string, newest: number) {
  const reader = new WireReader(value, { flexible: false });
  const version = reader.int16();
  if (version < 0 || version > newest) throw new Error(`${what} of version ${version}`);
  reader.flexible = version >= FLEXIBLE;
  return { reader, version };
}

function decodeOffset(value: Uint8Array): { offset: number; timestamp: number } {
  const { reader, version } = begin(value, "an offset", NEWEST_OFFSET_VALUE);
  const offset = reader.int64();
  if (version >= 3) reader.int32(); // The leader's epoch.
  reader.string(); // The consumer's own metadata.
  return { offset, timestamp: reader.int64() };
}

function decodeGroup(value: Uint8Array): Omit<GroupChanged, "kind" | "group"> {
  const { reader, version } = begin(value, "a group", NEWEST_GROUP_VALUE);
  const protocolType = reader.string();
  reader.int32(); // The generation.
  reader.string(); // The assignor.
  reader.string(); // The leader.
  if (version >= 2) reader.int64(); // Since when it is in this state.
  const members = reader.array(() => decodeMember(reader, version));
  const ownerships = protocolType === "consumer" ? members.flatMap(partitionsOf) : [];
  return { protocolType, members: members.length, ownerships };
}

interface Member {
  owner: string;
  clientId: string;
  assignment: Uint8Array;
}

function decodeMember(reader: WireReader, version: number): Member {
  reader.string(); // The member's id.
  if (version >= 3) reader.string(); // The static member's id.
  const clientId = reader.string();
  const owner = reader.string();
  if (version >= 1) reader.int32(); // The rebalance timeout.
  reader.int32(); // The session timeout.
  reader.bytes(); // The subscription.
  const assignment = reader.bytes();
  reader.taggedFields();
  return { owner, clientId, assignment };
}

function partitionsOf({ owner, clientId, assignment }: Member): Ownership[] {
  return readAssignment(assignment).flatMap(({ topic, partitions }) =>
    partitions.map((partition) => ({ topic, partition, owner, clientId }))
  );
}
