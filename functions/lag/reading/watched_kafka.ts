/**
 * What the lag monitor asks of Kafka. It joins no group and commits nothing, so that it leaves no
 * trace in what it watches.
 *
 * @module
 */
import { groupNames } from "../../../kafka/admin/groups/list_groups.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { type Fetched, fetchRecords, type Position } from "../../../kafka/reader/fetch_records.ts";
import {
  fetchOffsets,
  type LedPartition,
  type OffsetAt,
  type OffsetsByPartition,
} from "../../../kafka/reader/log_offsets.ts";

/** A topic and its partitions; `leader` is -1 where there is none. */
export interface Topic {
  name: string;
  partitions: LedPartition[];
}

/** An end of a log; that of lag is the last stable offset, up to where committed records are read. */
export type LogEnd = Extract<OffsetAt, string>;

/** The parts of Kafka that are read. Each call answers or fails within seconds. */
export interface WatchedKafka {
  /** All topics, or of these the ones that exist. */
  topics(names?: readonly string[]): Promise<Topic[]>;
  /** Offsets of logs; the partitions whose leader does not tell are missing. */
  logEnds(partitions: readonly LedPartition[], at: LogEnd): Promise<OffsetsByPartition>;
  /** Records behind these offsets, of partitions that one broker leads, as soon as there are any. */
  fetch(leader: number, positions: readonly Position[]): Promise<Fetched[]>;
  /** The names of all groups. @throws when a broker does not tell its own. */
  groups(): Promise<string[]>;
}

/** How long a broker waits for records, in ms, and how many bytes it sends. */
const FETCH = { maxWaitMs: 500, maxPartitionBytes: 262_144, maxBytes: 4_194_304 };

/** Kafka, over connections of its own. */
export class KafkaConnections implements WatchedKafka {
  readonly #brokers: Brokers;

  constructor(settings: KafkaSettings) {
    this.#brokers = new Brokers(settings);
  }

  async topics(names?: readonly string[]): Promise<Topic[]> {
    const { topics } = await this.#brokers.metadata(names ?? null);
    return topics.filter(({ errorCode }) => errorCode === 0).map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partition, leader }) => ({ topic: name, partition, leader })),
    }));
  }

  logEnds(partitions: readonly LedPartition[], at: LogEnd): Promise<OffsetsByPartition> {
    return fetchOffsets(this.#brokers, partitions, at);
  }

  fetch(leader: number, positions: readonly Position[]): Promise<Fetched[]> {
    return fetchRecords(this.#brokers, leader, positions, FETCH);
  }

  groups(): Promise<string[]> {
    return groupNames(this.#brokers);
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.#brokers.close();
  }
}
