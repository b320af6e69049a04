import { deadline, delay } from "@std/async";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { isRejoin } from "../../../kafka/consumer/group_member.ts";
import { GroupMembership } from "../../../kafka/consumer/group_membership.ts";
import { ManualMember } from "../../../kafka/consumer/manual_member.ts";
import type { OffsetToCommit } from "../../../kafka/consumer/member.ts";
import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import type { SchemaCodecs } from "../../runtime/schemas/schema_codecs.ts";
import { isSchemaFormat, noRegistry } from "../schemas/schema_formats.ts";
import { ConsumedPartition } from "./consumed_partition.ts";
import type { InstanceConfig } from "./instance_config.ts";
import { locateStarts } from "./locate_starts.ts";
import { RecordWaiter } from "./records/record_waiter.ts";
import { type ReadBounds, readRecords } from "./records/read_records.ts";
import { EMBED } from "./records/embedding.ts";
import { RecordsJson } from "./records/records_json.ts";
import { SchemaRecords } from "./records/schema_records.ts";
import type { TopicPattern } from "./topic_pattern.ts";

/** What an instance consumes: topics, as a member of its group, or partitions that it chose. */
export type Target =
  | { topics: readonly string[]; pattern?: TopicPattern }
  | { partitions: readonly TopicPartition[] };

/** How long an instance may take to join its group and find its offsets, ms. */
const LOCATE_TIMEOUT = 10_000;

/** How often a commit is tried again during a rebalance, and the pause before it, ms. */
const COMMIT_TRIES = 10;
const COMMIT_PAUSE = 500;

/** How often topics are looked for that a pattern takes, ms. */
const PATTERN_INTERVAL = 3_000;

/** Who consumes. */
export interface InstanceOptions {
  group: string;
  config: InstanceConfig;
  settings: KafkaSettings;
  brokers: Brokers;
  /** The schemas of a registry, where there is one. */
  schemas?: SchemaCodecs;
}

/** A consumer over HTTP: what it consumes is handed out when a client asks for it. */
export class ConsumerInstance {
  readonly group: string;
  readonly config: InstanceConfig;
  readonly #options: InstanceOptions;
  readonly #waiter = new RecordWaiter();
  #target: Target | undefined;
  #membership: GroupMembership<ConsumedPartition> | undefined;
  #located = Promise.withResolvers<void>();
  /** Where partitions go on that the instance chose itself, by name. */
  #positions = new Map<string, ConsumedPartition>();
  #looking: ReturnType<typeof setInterval> | undefined;
  #changing: Promise<unknown> = Promise.resolve();
  #reading: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.group = options.group;
    this.config = options.config;
  }

  /** What it consumes; `undefined` where that was not said yet. */
  get target(): Target | undefined {
    return this.#target;
  }

  /** The partitions that it has now. */
  get assigned(): readonly TopicPartition[] {
    if (this.#target !== undefined && "partitions" in this.#target) return this.#target.partitions;
    return this.#membership?.partitions ?? [];
  }

  /** Consumes these topics. @throws {Problem} 409 if it has chosen partitions. */
  subscribe(topics: readonly string[], pattern?: TopicPattern): Promise<void> {
    return this.#exclusively(async () => {
      if (this.#target !== undefined && "partitions" in this.#target) throw mutuallyExclusive();
      await this.#follow({ topics, pattern });
      if (pattern === undefined) return;
      this.#looking = setInterval(() => this.#lookFor(pattern), PATTERN_INTERVAL);
    });
  }

  /** Consumes these partitions. @throws {Problem} 409 if it has subscribed to topics. */
  assign(partitions: readonly TopicPartition[]): Promise<void> {
    return this.#exclusively(async () => {
      if (this.#target !== undefined && "topics" in this.#target) throw mutuallyExclusive();
      await this.#follow(partitions.length > 0 ? { partitions } : undefined);
    });
  }

  /** Consumes nothing any more. */
  unsubscribe(): Promise<void> {
    return this.#exclusively(() => this.#follow(undefined));
  }

  /** Goes on at other offsets. @throws {Problem} 409 for a partition that it does not have. */
  async seek(places: readonly (TopicPartition & { offset: number })[]): Promise<void> {
    const membership = await this.locate();
    const has = new Set(membership.partitions?.map(partitionName));
    const other = places.find((place) => !has.has(partitionName(place)));
    if (other !== undefined) {
      const name = partitionName(other);
      throw new Problem("illegalState", `Cannot seek in ${name}: it is not assigned here`);
    }
    for (const place of places) membership.seek(place);
    this.#waiter.release();
  }

  /** Commits these offsets; or, without any, what was answered with so far. */
  async commit(offsets?: readonly OffsetToCommit[]): Promise<void> {
    const membership = await this.locate();
    const given = offsets ?? this.#answered(membership);
    if (given.length === 0) return;
    await this.#commit(membership, given, offsets === undefined ? 0 : COMMIT_TRIES);
  }

  /** Where the group was rebalancing, the next generation can commit it. */
  async #commit(
    membership: GroupMembership<ConsumedPartition>,
    offsets: readonly OffsetToCommit[],
    moreTries: number,
  ): Promise<void> {
    try {
      await membership.commit(offsets);
    } catch (error) {
      if (!isRejoin(error) || moreTries === 0) throw error;
      await delay(COMMIT_PAUSE);
      await this.#commit(await this.locate(), offsets, moreTries - 1);
    }
  }

  /** Records as JSON, as soon as there are some. One request has them after the other. */
  read(bounds: ReadBounds): Promise<string | ReadableStream<Uint8Array>> {
    const read = this.#reading.then(async () => {
      if (this.#target === undefined) {
        throw new Problem("illegalState", "Cannot read: subscribe to topics or assign partitions");
      }
      this.#acknowledge();
      const { format, minBytes } = this.config;
      const records = isSchemaFormat(format)
        ? new SchemaRecords(bounds.maxBytes)
        : new RecordsJson(EMBED[format], bounds.maxBytes);
      const wait = { minBytes, timeoutMs: bounds.timeoutMs };
      await readRecords(this.#waiter, records, wait, () => this.#isClosed);
      const { lost, partitions } = this.#membership ?? {};
      if (records.bounds.count === 0 && lost !== undefined && partitions === undefined) {
        throw new Problem("noKafka", lost);
      }
      return records instanceof RecordsJson ? records.toBody() : await this.#bySchemas(records);
    });
    this.#reading = read.catch(() => {});
    return read;
  }

  /** Where the registry does not tell what a record is, it comes again. */
  async #bySchemas(records: SchemaRecords): Promise<string | ReadableStream<Uint8Array>> {
    const { schemas } = this.#options;
    if (schemas === undefined) throw noRegistry(this.config.format);
    try {
      return await records.toBody(schemas);
    } catch (error) {
      for (const start of records.starts) this.#membership?.seek(start);
      this.#waiter.release();
      throw error;
    }
  }

  /** Commits, and leaves the group. @param isDone whether the client has what it was answered with. */
  async close(isDone: boolean): Promise<void> {
    if (isDone) this.#acknowledge();
    this.#isClosed = true;
    await this.#exclusively(() => this.#follow(undefined));
  }

  /**
   * The membership, once it is known where its partitions go on.
   *
   * @throws {Problem} 409 if it consumes nothing, 503 if that is not known in time.
   */
  async locate(): Promise<GroupMembership<ConsumedPartition>> {
    const located = async () => {
      while (this.#membership !== undefined && this.#membership.partitions === undefined) {
        await this.#located.promise;
      }
      return this.#membership;
    };
    let membership: GroupMembership<ConsumedPartition> | undefined;
    try {
      membership = await deadline(located(), LOCATE_TIMEOUT);
    } catch {
      const reason = this.#membership?.lost ?? "the group is rebalancing";
      throw new Problem("noKafka", `Cannot do this yet: ${reason}`);
    }
    if (membership !== undefined) return membership;
    throw new Problem(
      "illegalState",
      "Cannot do this: no topic is subscribed to, no partition assigned",
    );
  }

  #acknowledge(): void {
    for (const partition of this.#membership?.partitions ?? []) partition.acknowledge();
    this.#membership?.commitSoon();
  }

  #answered(membership: GroupMembership<ConsumedPartition>): OffsetToCommit[] {
    return (membership.partitions ?? [])
      .filter(({ position, committed }) => position >= 0 && position !== committed)
      .map(({ topic, partition, position: offset }) => ({
        topic,
        partition,
        offset,
        metadata: "",
      }));
  }

  async #lookFor(pattern: TopicPattern): Promise<void> {
    const topics = await pattern.topics(this.#options.brokers).catch(() => undefined);
    if (topics === undefined) return;
    await this.#exclusively(async () => {
      const target = this.#target;
      const isSame = target !== undefined && "topics" in target && target.pattern === pattern;
      if (!isSame || `${target.topics}` === `${topics}`) return;
      const looking = this.#looking;
      this.#looking = undefined;
      await this.#follow({ topics, pattern });
      this.#looking = looking;
    });
  }

  async #follow(target: Target | undefined): Promise<void> {
    clearInterval(this.#looking);
    const before = this.#membership;
    this.#membership = undefined;
    this.#target = target;
    this.#located.resolve();
    this.#located = Promise.withResolvers();
    this.#waiter.wake();
    await before?.close();
    if (target === undefined || !("partitions" in target)) this.#positions = new Map();
    if (target === undefined || this.#isClosed) return;
    this.#membership = this.#open(target);
    this.#membership.open();
  }

  #open(target: Target): GroupMembership<ConsumedPartition> {
    const { group, config, settings, brokers } = this.#options;
    const { reset: resetTo, isolation, commitsItself } = config;
    const topics = "topics" in target
      ? target.topics
      : [...new Set(target.partitions.map(({ topic }) => topic))];
    const member = { settings, brokers, group, topics };
    return new GroupMembership<ConsumedPartition>({
      ...member,
      ...("partitions" in target && { member: new ManualMember(member, target.partitions) }),
      paused: false,
      isolation,
      resetTo,
      locate: async (assigned) => {
        const isOwn = "partitions" in target;
        const fresh = assigned.filter((one) => !isOwn || !this.#positions.has(partitionName(one)));
        const starts = await locateStarts(brokers, { group, resetTo, isolation }, fresh);
        const found = new Map(assigned.map((one) => {
          const name = partitionName(one);
          const start = starts.get(name) ?? this.#positions.get(name)!;
          return [name, new ConsumedPartition(one, start, commitsItself)];
        }));
        if (isOwn) this.#positions = found;
        return found;
      },
      process: async (partition, { records, next }, turn) => {
        if (records.length > 0) await this.#waiter.offer(partition, turn);
        else partition.position = next;
      },
      onAssigned: () => {
        this.#located.resolve();
        this.#located = Promise.withResolvers();
      },
    });
  }

  #exclusively<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }
}

function mutuallyExclusive(): Problem {
  const detail = "Cannot have both: subscriptions to topics and partitions assigned by hand";
  return new Problem("illegalState", detail);
}
