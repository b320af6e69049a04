/**
 * The status of groups. It is kept for some seconds, so that people, Prometheus and notifiers that ask
 * at about the same time get the same answer.
 *
 * @module
 */
import { type LagPace, worstPace } from "../../../kafka/admin/groups/lag_pace.ts";
import { partitionPace } from "./partition_pace.ts";
import type { Commit } from "../storage/commit_window.ts";
import type { GroupPartition, Storage } from "../storage/storage.ts";
import { type GroupVerdict, judge, type PartitionVerdict, SEVERITY } from "./verdict.ts";

/** What can be said of one partition of a group. */
export interface PartitionStatus {
  topic: string;
  partition: number;
  owner: string;
  clientId: string;
  status: PartitionVerdict;
  /** The oldest and the newest commit that are kept. */
  start: Commit | null;
  end: Commit | null;
  currentLag: number;
  /** Which part of the window is filled, from 0 to 1. */
  complete: number;
  /** How that is in time; absent where it is not known. */
  pace?: LagPace;
}

/** What can be said of a group. */
export interface GroupStatus {
  group: string;
  status: GroupVerdict;
  /** Which part of the partitions has a window that is filled, from 0 to 1. */
  complete: number;
  partitions: PartitionStatus[];
  /** The partition with the most lag; the first of several. */
  maxLag: PartitionStatus | null;
  totalLag: number;
  /** How that is in time, as in the worst partition. */
  pace?: LagPace;
}

/** Options of {@linkcode Evaluator}. */
export interface EvaluatorOptions {
  storage: Pick<Storage, "group" | "membership">;
  /** How long a status is kept, in s. */
  expireCache: number;
  /** Windows that are filled less are not judged, from 0 to 1. */
  minimumComplete: number;
  /** Up to how much lag is no lag, in records. */
  allowedLag: number;
  /** The time, in ms since the Unix epoch. */
  now(): number;
}

/** The status of a group that there is not. */
export function notFound(group: string): GroupStatus {
  return { group, status: "NOTFOUND", complete: 1, partitions: [], maxLag: null, totalLag: 0 };
}

/** Evaluates groups. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  /** By the group itself, so that what is known of a group goes with it. */
  readonly #cache = new WeakMap<object, { status: GroupStatus; evaluatedAt: number }>();

  constructor(options: EvaluatorOptions) {
    this.#options = options;
  }

  /** The status of a group, as it is or was some seconds ago; NOTFOUND where there is none. */
  status(group: string): GroupStatus {
    const { storage, now, expireCache } = this.#options;
    const known = storage.membership(group);
    if (known === undefined) return notFound(group);
    const cached = this.#cache.get(known);
    if (cached && now() - cached.evaluatedAt < expireCache * 1000) return cached.status;
    const status = this.#evaluate(group);
    if (status.status === "NOTFOUND") this.#cache.delete(known);
    else this.#cache.set(known, { status, evaluatedAt: now() });
    return status;
  }

  #evaluate(group: string): GroupStatus {
    const topics = this.#options.storage.group(group);
    if (topics === undefined) return notFound(group);
    const partitions = [...topics].flatMap(([topic, partitions]) =>
      partitions.map((partition, i) => this.#evaluatePartition(topic, i, partition))
    );
    const worst = Math.max(SEVERITY.OK, ...partitions.map(({ status }) => SEVERITY[status]));
    const filled = partitions.filter(({ complete }) => complete === 1).length;
    return {
      group,
      status: worst === SEVERITY.OK ? "OK" : worst === SEVERITY.WARN ? "WARN" : "ERR",
      complete: partitions.length === 0 ? 0 : filled / partitions.length,
      partitions,
      maxLag: partitions.reduce<PartitionStatus | null>(
        (max, partition) => max && max.currentLag >= partition.currentLag ? max : partition,
        null,
      ),
      totalLag: partitions.reduce((sum, { currentLag }) => sum + currentLag, 0),
      pace: worstPace(partitions.flatMap(({ pace }) => pace ?? [])),
    };
  }

  #evaluatePartition(
    topic: string,
    partition: number,
    ofGroup: GroupPartition,
  ): PartitionStatus {
    const { offsets, commits, owner, clientId, currentLag, logEnds } = ofGroup;
    const { minimumComplete, allowedLag, now } = this.#options;
    const complete = offsets.length === 0 ? 0 : commits.length / offsets.length;
    const status = commits.length === 0
      ? ofGroup.isNeverRead && currentLag > allowedLag ? "STOP" : "OK"
      : complete < minimumComplete
      ? "OK"
      : judge({ commits, logEnds, currentLag, now: now(), allowedLag });
    const [start = null, end = null] = [commits[0], commits.at(-1)];
    return {
      ...{ topic, partition, owner, clientId, status, start, end, currentLag, complete },
      pace: partitionPace(ofGroup, now()),
    };
  }
}
